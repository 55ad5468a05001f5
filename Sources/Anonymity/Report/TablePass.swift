// SPDX-License-Identifier: Apache-2.0
import Tables

/// The one pass over a table's rows, which counts them and looks for identifiers.
struct TablePass {
    /// One for each set of quasi-identifiers.
    var measurements: [Measurement]
    var scanner: IdentifierScanner

    /// Does the one and the other with each row.
    mutating func run(_ reader: inout CSVReader) throws {
        while try reader.next() {
            for index in measurements.indices { try measurements[index].add(reader) }
            scanner.add(reader)
        }
    }

    /// Reads, counts and looks for identifiers on three threads.
    mutating func runBeside(_ reader: inout CSVReader) throws {
        let counting = RowLane(measurements, "counting") { measurements, batch in
            for index in measurements.indices { try measurements[index].add(batch) }
        }
        let scanning = RowLane(scanner, "scanning") { $0.add($1) }
        defer {
            counting.stop()
            scanning.stop()
        }
        var batch = RowBatch(width: reader.header.count)
        while try reader.next() {
            batch.append(reader)
            guard batch.isFull else { continue }
            counting.add(batch)
            scanning.add(batch)
            batch = RowBatch(width: reader.header.count)
        }
        counting.add(batch)
        scanning.add(batch)
        measurements = try counting.finish()
        scanner = try scanning.finish()
    }
}
