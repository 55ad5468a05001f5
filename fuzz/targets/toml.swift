// SPDX-License-Identifier: Apache-2.0

/// The reader of settings: what it read, written and read again.
func check(_ input: [UInt8]) {
    let table: TOML.Table
    do {
        table = try TOML.table(parsing: input)
    } catch {
        let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        hold((1...lines.count).contains(error.line), "an error lies in the text")
        hold((1...lines[error.line - 1].count + 1).contains(error.column), "an error lies in its line")
        return
    }
    let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
    hold(table.entries.values.allSatisfy { (1...lines).contains($0.line) }, "what was read lies in the text")
    hold(nesting(of: table) <= TOML.Limits.standard.depth, "no value is deeper than the limit")

    let meaning = written(table)
    hold(means(Array(meaning.utf8), meaning), "what is written means the same")
    hold(means(input + Array("\n# the end".utf8), meaning), "a comment means nothing")
    hold(means(returning(input), meaning), "a carriage return before a line feed means nothing")
}

private func means(_ text: [UInt8], _ meaning: String) -> Bool {
    (try? TOML.table(parsing: text)).map(written) == meaning
}

private func nesting(of table: TOML.Table) -> Int {
    table.entries.values.reduce(0) { max($0, nesting(of: $1.value)) }
}

private func nesting(of value: TOML.Value) -> Int {
    switch value {
    case .array(let elements): 1 + elements.reduce(0) { max($0, nesting(of: $1)) }
    case .table(let table): 1 + nesting(of: table)
    default: 0
    }
}

/// One line a key, all tables within inline.
private func written(_ table: TOML.Table) -> String {
    members(table).joined(separator: "\n")
}

private func members(_ table: TOML.Table) -> [String] {
    table.entries.map { "\(TOML.written($0)) = \(written($1.value))" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private func written(_ value: TOML.Value) -> String {
    switch value {
    case .string(let text): "\"\(text.unicodeScalars.map(escaped).joined())\""
    case .integer(let integer): String(integer)
    case .float(let float): float.description
    case .boolean(let boolean): String(boolean)
    case .array(let elements): "[\(elements.map(written).joined(separator: ", "))]"
    case .table(let table): "{\(members(table).joined(separator: ", "))}"
    }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII, scalar.value >= 0x20, !"\"\\\u{7F}".unicodeScalars.contains(scalar) {
        return String(scalar)
    }
    let digits = String(scalar.value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
}

/// The text with a carriage return before every line feed.
private func returning(_ text: [UInt8]) -> [UInt8] {
    var returned: [UInt8] = []
    for byte in text {
        if byte == UInt8(ascii: "\n"), returned.last != UInt8(ascii: "\r") {
            returned.append(UInt8(ascii: "\r"))
        }
        returned.append(byte)
    }
    return returned
}
