// SPDX-License-Identifier: Apache-2.0

/// A JSON value.
///
/// Integers that fit `Int64` are kept apart from other numbers. Two strings compare as Swift compares
/// them, so canonically equivalent spellings are equal although their bytes differ: compare
/// `canonical` where bytes matter.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    /// The member of that name, or `nil` when there is none or this is not an object.
    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The value of any number, an integer included.
    package var double: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var array: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var object: [String: JSON]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// An object of the members whose value is not `nil`; a name given twice keeps its last value.
    package static func object(compacting members: KeyValuePairs<String, JSON?>) -> JSON {
        var object: [String: JSON] = [:]
        object.reserveCapacity(members.count)
        for (key, value) in members {
            if let value { object[key] = value }
        }
        return .object(object)
    }
}
