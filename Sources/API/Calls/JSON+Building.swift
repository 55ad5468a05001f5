// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension JSON {
    /// The object with one more member.
    package func adding(_ key: String, _ value: JSON) -> JSON {
        guard case .object(var object) = self else { return self }
        object[key] = value
        return .object(object)
    }

    /// The text of a value, or null.
    package static func text(_ value: (some CustomStringConvertible)?) -> JSON {
        value.map { .string($0.description) } ?? .null
    }

    package static func texts(_ values: [String]) -> JSON {
        .array(values.map(JSON.string))
    }

    /// What the caller may do now, by the names of `domain.md`.
    package static func actions(_ names: [String]) -> JSON {
        texts(names.sorted())
    }
}
