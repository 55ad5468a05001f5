// SPDX-License-Identifier: Apache-2.0

/// The names of a header's columns, as they come.
struct HeaderNames {
    private(set) var all: [String] = []
    // As text, not as bytes: two spellings of one name could not be told apart in roles and reports.
    private var seen: Set<String> = []
    /// The next number to put behind a name that is taken, so that one name over and over is read in time.
    private var next: [String: Int] = [:]
    private let naming: CSVReader.Naming

    init(_ naming: CSVReader.Naming) {
        self.naming = naming
    }

    /// Takes the next name; `nil` for a column without one.
    mutating func add(_ name: String?) throws(CSVError) {
        guard let name else {
            guard naming == .lenient else { throw .unnamedColumn(position: all.count + 1) }
            return insert(free("column \(all.count + 1)"))
        }
        if seen.contains(name) {
            guard naming == .lenient else { throw .duplicateColumn(name: name) }
            return insert(free(name))
        }
        insert(name)
    }

    /// Names the index column, which has no name of its own, unlike any of the others.
    mutating func addIndex(beside others: [String]) {
        seen.formUnion(others)
        let name = free("index")
        seen.subtract(others)
        insert(name)
    }

    private mutating func insert(_ name: String) {
        seen.insert(name)
        all.append(name)
    }

    private mutating func free(_ name: String) -> String {
        guard seen.contains(name) else { return name }
        var number = next[name, default: 2]
        while seen.contains("\(name) \(number)") { number += 1 }
        next[name] = number + 1
        return "\(name) \(number)"
    }
}
