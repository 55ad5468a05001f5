// SPDX-License-Identifier: Apache-2.0

/// One SQL statement or a piece of one: its text and the values bound to `$1`, `$2`, ….
///
/// An `SQL` is only ever made from a literal. What is interpolated becomes a bind; an interpolated `SQL` is
/// spliced in with its binds renumbered. There is no way to splice in a `String` as text.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text with `$1`, `$2`, … where the binds go.
    package private(set) var text: String
    /// The values of `$1`, `$2`, … in this order.
    package private(set) var binds: [Bind]

    package init(stringLiteral value: String) {
        text = value
        binds = []
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Puts a piece behind this one, with its parameters renumbered to follow those that are here.
    package mutating func append(_ other: SQL) {
        if binds.isEmpty {
            text += other.text
            binds = other.binds
        } else {
            text += ParameterShift.shifted(other.text, by: binds.count)
            binds += other.binds
        }
    }

    private mutating func append(literal: String) {
        text += literal
    }

    private mutating func append(_ bind: Bind) {
        binds.append(bind)
        text += "$"
        text += String(binds.count)
    }
}

extension SQL {
    /// Collects a literal's text, and a bind for each value in it.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(stringLiteral: "")
            sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            sql.binds.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql.append(literal: literal)
        }

        /// Binds a value to the next parameter.
        package mutating func appendInterpolation<T: SQLEncodable>(_ value: T) {
            sql.append(Bind(value))
        }

        /// Binds a value to the next parameter; `nil` is NULL.
        package mutating func appendInterpolation<T: SQLEncodable>(_ value: T?) {
            sql.append(Bind(value))
        }

        /// Binds what is encoded already to the next parameter.
        package mutating func appendInterpolation(_ bind: Bind) {
            sql.append(bind)
        }

        /// Splices in a piece of SQL, with its parameters renumbered.
        package mutating func appendInterpolation(_ other: SQL) {
            sql.append(other)
        }

        /// Splices a quoted name, for the few statements that take a name where a bind is not allowed.
        ///
        /// Quotes in the name are doubled; capitals count.
        package mutating func appendInterpolation(identifier name: String) {
            sql.append(literal: "\"" + name.replacing("\"", with: "\"\"") + "\"")
        }
    }
}

extension Sequence<SQL> {
    /// The pieces one after the other, `separator` between them; empty when there is none.
    package func joined(separator: SQL) -> SQL {
        var whole: SQL = ""
        var isFirst = true
        for piece in self {
            if !isFirst { whole.append(separator) }
            whole.append(piece)
            isFirst = false
        }
        return whole
    }
}
