// SPDX-License-Identifier: Apache-2.0

import CPostgres

/// A connection string of libpq, `key=value` or a URI, taken apart.
package struct ConnectionString: Sendable {
    /// What it says, by libpq's keywords; `nil` when libpq does not understand it.
    private let values: [String: String]?

    /// Takes it apart; nothing is connected to, and neither the environment nor a service file is read.
    package init(_ text: String) {
        guard let parsed = PQconninfoParse(text, nil) else {
            values = nil
            return
        }
        defer { PQconninfoFree(parsed) }
        var values: [String: String] = [:]
        var entry = parsed
        while let keyword = entry.pointee.keyword {
            if let value = entry.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            entry += 1
        }
        self.values = values
    }

    /// Whether libpq understands it.
    var isReadable: Bool { values != nil }

    /// The value of a keyword; `nil` when it is not said.
    package subscript(_ keyword: String) -> String? { values?[keyword] }

    /// The servers that it names, each by the keywords that name it alone, in their order.
    ///
    /// One without keywords where there is one server only, or where one of several is the default's.
    var hosts: [[(keyword: String, value: String)]] {
        let lists = ["host", "hostaddr", "port"].compactMap { keyword in
            self[keyword].map { list in
                (keyword, list.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
            }
        }
        let count = lists.filter { $0.0 != "port" }.map(\.1.count).max() ?? 1
        // What does not fit is left to libpq, which says so.
        guard count > 1, lists.allSatisfy({ $0.1.count == count || $0.0 == "port" && $0.1.count == 1 }),
            lists.allSatisfy({ !$0.1.contains("") })
        else { return [[]] }
        return (0..<count).map { number in
            lists.map { ($0.0, $0.1.count == 1 ? $0.1[0] : $0.1[number]) }
        }
    }
}
