// SPDX-License-Identifier: Apache-2.0

/// Reads the members of an object strictly and collects every error instead of stopping at the first.
///
/// Each accessor returns `nil` after recording what is wrong with its member. A member that is
/// `null` counts as absent. ``finish()`` makes every member that no accessor asked for an error, and
/// throws what was collected.
package struct ObjectReader {
    /// More errors than this help nobody; the rest are dropped.
    private static let mostErrors = 100

    package let pointer: String
    package private(set) var errors: [FieldError] = []
    /// `nil` when the value is not an object: then nothing further is reported about its members.
    private let members: [String: JSON]?
    private var asked: Set<String> = []

    package init(_ json: JSON, at pointer: String = "") {
        self.pointer = pointer
        members = json.object
        if members == nil {
            record(FieldError(pointer: pointer, code: FieldError.Code.type, detail: "Expected an object."))
        }
    }

    /// Reads the elements of a list as members that are named by their places.
    init(elements: [JSON], at pointer: String) {
        self.pointer = pointer
        members = Dictionary(
            uniqueKeysWithValues: elements.enumerated().map { (String($0.offset), $0.element) }
        )
    }

    /// Adds an error of the caller's own about a member.
    package mutating func record(_ key: String, _ code: String, _ detail: String) {
        record(FieldError(pointer: pointer(to: key), code: code, detail: detail))
    }

    package mutating func record(_ error: FieldError) {
        if errors.count < Self.mostErrors { errors.append(error) }
    }

    package func pointer(to key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return "\(pointer)/\(key)"
        }
        let escaped = key.reduce(into: "") { $0 += $1 == "~" ? "~0" : $1 == "/" ? "~1" : String($1) }
        return "\(pointer)/\(escaped)"
    }

    /// Records the members nobody asked for, then throws if there is any error.
    package mutating func finish() throws(InvalidObject) {
        recordUnknownKeys()
        guard errors.isEmpty else { throw InvalidObject(errors: errors) }
    }

    mutating func recordUnknownKeys() {
        for key in members?.keys.sorted() ?? [] where !asked.contains(key) {
            record(key, FieldError.Code.unknownKey, "There is no such member.")
        }
    }

    /// Takes a member that may be absent.
    package mutating func optionalJSON(_ key: String) -> JSON? {
        asked.insert(key)
        guard let value = members?[key], value != .null else { return nil }
        return value
    }

    /// Whether a member is there and `null`, where that says more than leaving it out.
    package func isNull(_ key: String) -> Bool { members?[key] == .null }

    /// Takes a member that must be there.
    package mutating func json(_ key: String) -> JSON? {
        if let value = optionalJSON(key) { return value }
        if members != nil { record(key, FieldError.Code.missing, "This member is required.") }
        return nil
    }

    mutating func recordType(_ key: String, expected: String) {
        record(key, FieldError.Code.type, "Expected \(expected).")
    }
}
