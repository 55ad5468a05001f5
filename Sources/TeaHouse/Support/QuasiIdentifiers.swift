// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Tables

/// `--quasi`, once for all quasi-identifiers or several times for what somebody may know together.
struct QuasiIdentifiers {
    /// The columns that somebody may know together, where there are several such sets.
    let sets: [[String]]
    /// All of them, each once.
    let all: [String]

    /// Reads lists of names; a column may be in several, and once in each.
    init(_ lists: [String]) throws {
        let named = try lists.map(ColumnNames.list)
        sets = named.count > 1 ? named : []
        var seen: Set<String> = []
        all = named.flatMap(\.self).filter { seen.insert($0).inserted }
        guard !sets.contains([]) else { throw ValidationError("--quasi names at least a column.") }
        guard sets.count <= 20 else { throw ValidationError("--quasi is given 20 times at most.") }
    }
}

/// Names of columns on a command line.
enum ColumnNames {
    /// A list of them, written as one record of CSV.
    static func list(_ text: String) throws -> [String] {
        guard !text.isEmpty else { return [] }
        do {
            return try CSVReader(MemorySource(text + "\n")).header
        } catch {
            throw ValidationError("\(text) is not a list of column names: \(error)")
        }
    }
}
