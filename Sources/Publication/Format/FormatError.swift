// SPDX-License-Identifier: Apache-2.0
import JSON

/// Why bytes are not one of this module's documents.
package enum FormatError: Error, Hashable, Sendable {
    case tooLarge(limit: Int)
    case syntax(JSON.SyntaxError)
    case invalid(InvalidObject)
    /// The value is right but not in its one canonical spelling.
    case notCanonical
}

extension FormatError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "more than \(limit) bytes"
        case .syntax(let error): "not JSON: \(error)"
        case .invalid(let invalid):
            invalid.errors.map { "\($0.pointer) (\($0.code)): \($0.detail)" }.joined(separator: " ")
        case .notCanonical: "not in canonical form"
        }
    }
}
