// SPDX-License-Identifier: Apache-2.0

/// Reads the settings of a file strictly, and collects every fault instead of stopping at the first.
///
/// Each accessor returns `nil` for a setting that is not there, and after recording what is wrong with one
/// that is. ``SettingsFile/read(_:_:_:)`` makes everything that no accessor asked for a fault.
package struct SettingsReader {
    private enum Kind {
        case setting, section
    }

    /// More faults than this help nobody; the rest are dropped.
    private static let mostFaults = 100

    private let table: TOML.Table
    /// The names of the sections around, outermost first.
    private let sections: [String]
    private var asked: [String: Kind] = [:]
    private var faults: [SettingsFault] = []

    init(_ table: TOML.Table, in sections: [String] = []) {
        self.table = table
        self.sections = sections
    }

    /// A string that is not empty and has no control characters.
    package mutating func string(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        return string(value, key)
    }

    /// One of `words`.
    package mutating func choice(_ key: String, of words: [String]) -> String? {
        guard let word = string(key) else { return nil }
        guard words.contains(word) else {
            record(key, "is one of \(words.joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// A whole number.
    package mutating func integer(_ key: String) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .integer(let integer) = value else {
            record(key, "is a whole number, not \(Self.name(of: value))")
            return nil
        }
        return Int(integer)
    }

    /// True or false.
    package mutating func boolean(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .boolean(let boolean) = value else {
            record(key, "is true or false, not \(Self.name(of: value))")
            return nil
        }
        return boolean
    }

    /// An array of strings, each as in ``string(_:)``.
    package mutating func strings(_ key: String) -> [String]? {
        guard let value = value(key) else { return nil }
        guard case .array(let elements) = value else {
            record(key, "is an array of strings, not \(Self.name(of: value))")
            return nil
        }
        var strings: [String] = []
        for element in elements {
            guard let string = string(element, key) else { return nil }
            strings.append(string)
        }
        return strings
    }

    /// What `read` makes of a section, of which it asks for everything; `nil` when there is none.
    package mutating func section<Value>(_ name: String, _ read: (inout SettingsReader) -> Value) -> Value? {
        guard let table = table(name) else { return nil }
        var reader = SettingsReader(table, in: sections + [name])
        let value = read(&reader)
        faults += reader.finish()
        return value
    }

    /// A section that other commands read, and check.
    package mutating func leave(section name: String) {
        _ = table(name)
    }

    /// The line that says `key`; `nil` when none does.
    package func line(of key: String) -> Int? { table.entries[key]?.line }

    /// Adds a fault of the caller's own about a setting, if it is there; `text` goes on after its name.
    package mutating func record(_ key: String, _ text: String) {
        guard let line = line(of: key) else { return }
        asked[key] = asked[key] ?? .setting
        faults.append(SettingsFault(line: line, column: nil, text: "\(name(of: key)) \(text)"))
    }

    /// Every fault in the order of lines, with those of the names that nobody asked for.
    func finish() -> [SettingsFault] {
        let strangers = table.entries.filter { asked[$0.key] == nil }
            .sorted { $0.value.line < $1.value.line }
            .prefix(Self.mostFaults)
            .map { SettingsFault(line: $1.line, column: nil, text: unknown($0, $1.value)) }
        let all = (faults + strangers).sorted { ($0.line, $0.text) < ($1.line, $1.text) }
        return Array(all.prefix(Self.mostFaults))
    }

    private func unknown(_ key: String, _ value: TOML.Value) -> String {
        // A table is a section here, whatever it was meant to be.
        if case .table = value {
            let near = NearName(to: key, among: asked.filter { $0.value == .section }.keys)
            return "there is no section [\(name(of: key))]"
                + (near.map { "; did you mean [\(name(of: $0.name))]?" } ?? "")
        }
        if let near = NearName(to: key, among: asked.filter { $0.value == .setting }.keys) {
            return "there is no setting \(name(of: key)); did you mean \(name(of: near.name))?"
        }
        let places = asked.filter { $0.value == .section }.keys.sorted().map { "[\(name(of: $0))]" }
        return "there is no setting \(name(of: key))"
            + (places.isEmpty ? "" : " outside of \(places.joined(separator: " and "))")
    }

    private mutating func value(_ key: String) -> TOML.Value? {
        asked[key] = .setting
        return table[key]
    }

    private mutating func table(_ name: String) -> TOML.Table? {
        asked[name] = .section
        guard let value = table[name] else { return nil }
        guard case .table(let section) = value else {
            record(name, "is a section, not \(Self.name(of: value))")
            return nil
        }
        return section
    }

    private mutating func string(_ value: TOML.Value, _ key: String) -> String? {
        guard case .string(let string) = value else {
            record(key, "is a string, not \(Self.name(of: value))")
            return nil
        }
        guard !string.isEmpty else {
            record(key, "is empty; leave it out instead")
            return nil
        }
        guard !string.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            record(key, "has a control character")
            return nil
        }
        return string
    }

    /// The dotted name in the file.
    private func name(of key: String) -> String {
        (sections + [key]).map(TOML.written).joined(separator: ".")
    }

    private static func name(of value: TOML.Value) -> String {
        switch value {
        case .string: "a string"
        case .integer: "a whole number"
        case .float: "a number with a fraction"
        case .boolean: "true or false"
        case .array: "an array"
        case .table: "a section"
        }
    }
}
