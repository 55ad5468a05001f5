// SPDX-License-Identifier: Apache-2.0

/// How to reach the database: a libpq connection string, as key = value pairs or as a URI, without a user.
package struct Conninfo: Sendable, CustomStringConvertible {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The string for one of the roles of `sql/bootstrap.sql`; what comes last counts in either form.
    package func signedIn(as user: String) -> String {
        with("user", user)
    }

    package func database(_ name: String) -> Conninfo {
        Conninfo(with("dbname", name))
    }

    package var description: String { text }

    private func with(_ keyword: String, _ value: String) -> String {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            return "\(text) \(keyword)=\(value)"
        }
        return text + (text.contains("?") ? "&" : "?") + "\(keyword)=\(value)"
    }
}
