// SPDX-License-Identifier: Apache-2.0

/// One SQL statement or a piece of one: its text and the values bound to `$1`, `$2`, ….
///
/// An `SQL` is only ever made from a literal. What is interpolated becomes a bind; an interpolated `SQL` is
/// spliced in with its binds renumbered. There is no way to splice in a `String` as text.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var binds: [Bind]

    package init(stringLiteral value: String) {
        text = value
        binds = []
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

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

        package mutating func appendInterpolation<T: SQLEncodable>(_ value: T) {
            sql.append(Bind(value))
        }

        package mutating func appendInterpolation<T: SQLEncodable>(_ value: T?) {
            sql.append(Bind(value))
        }

        package mutating func appendInterpolation(_ bind: Bind) {
            sql.append(bind)
        }

        package mutating func appendInterpolation(_ other: SQL) {
            sql.append(other)
        }

        /// Splices a quoted name, for the few statements that take a name where a bind is not allowed.
        package mutating func appendInterpolation(identifier name: String) {
            sql.append(literal: "\"" + name.replacing("\"", with: "\"\"") + "\"")
        }
    }
}

extension Sequence<SQL> {
    /// The pieces one after the other, `separator` between them.
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
