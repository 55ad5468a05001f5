// SPDX-License-Identifier: Apache-2.0

/// What is wrong with one member of an object that somebody sent.
package struct FieldError: Error, Hashable, Sendable {
    /// The codes this module itself gives; callers add their own through ``ObjectReader/record(_:_:_:)``.
    package enum Code {
        package static let missing = "missing"
        package static let type = "type"
        package static let length = "length"
        package static let range = "range"
        package static let unknownKey = "unknown_key"
        package static let unknownValue = "unknown_value"
        package static let format = "format"
        package static let controlCharacter = "control_character"
    }

    /// Where, as a JSON pointer (RFC 6901).
    package let pointer: String
    /// A stable word for programs.
    package let code: String
    /// A sentence for people.
    package let detail: String

    package init(pointer: String, code: String, detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }
}

/// Every error found in one object, in the order of reading.
package struct InvalidObject: Error, Hashable, Sendable {
    package let errors: [FieldError]

    package init(errors: [FieldError]) {
        self.errors = errors
    }
}
