// SPDX-License-Identifier: Apache-2.0

/// The finder of dialects: what it finds does not hang on chunks, and a table that it lets through is even.
func check(_ input: [UInt8]) {
    var choices = Choices(input)
    let chunk = Int(choices.byte()) + 1
    let size = Int(choices.byte()) + 1
    let table = choices.remaining

    let whole = find(table, chunk: .max, size: max(1, table.count))
    hold(
        whole == find(table, chunk: chunk, size: max(1, table.count)),
        "a dialect is found through any chunk"
    )
    for dialect in [whole, find(table, chunk: chunk, size: size)] {
        guard case .success(let dialect) = dialect else { continue }
        readStrictly(table, dialect)
    }
    guard let start = try? TableStart(of: MemorySource(table)) else {
        return hold(false, "memory can be read")
    }
    let all = start.dialects()
    if case .success(let dialect) = whole, (try? rows(table, dialect, .strict)) != nil, !all.isEmpty {
        hold(
            all.contains { $0.delimiter == dialect.delimiter && $0.encoding == dialect.encoding },
            "what is read strictly is among what is read leniently"
        )
    }
    for dialect in all {
        do {
            for row in try rows(table, dialect, .lenient) { hold(!row.isEmpty, "a row has cells") }
        } catch {
            hold(error is CSVError, "a table is refused by line")
        }
    }
}

private func find(_ table: [UInt8], chunk: Int, size: Int) -> Result<Dialect, CSVError> {
    do {
        let start = try TableStart(of: MemorySource(table, chunk: chunk), size: size)
        return .success(try start.dialect())
    } catch let error as CSVError {
        return .failure(error)
    } catch {
        fatalError("property broken: memory can be read")
    }
}

private func readStrictly(_ table: [UInt8], _ dialect: Dialect) {
    do {
        let read = try rows(table, dialect, .strict)
        hold(read.allSatisfy { $0.count == read[0].count }, "every row has the header's cells")
        guard dialect.delimiter == .oneColumn else {
            return hold(read[0].count > 1 || dialect.skipLines == 0, "a delimiter that was found parts cells")
        }
        hold(read.allSatisfy { $0.count == 1 }, "one column is one")
    } catch {
        hold(error is CSVError, "a table is refused by line")
    }
}

private func rows(_ table: [UInt8], _ dialect: Dialect, _ naming: CSVReader.Naming) throws -> [[[UInt8]]] {
    var reader = try CSVReader(MemorySource(table), dialect: dialect, naming: naming)
    var rows = [reader.header.map { Array($0.utf8) }]
    while try reader.next() { rows.append(reader.header.indices.map { Array(reader[$0]) }) }
    return rows
}
