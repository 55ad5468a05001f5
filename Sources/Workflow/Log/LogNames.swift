// SPDX-License-Identifier: Apache-2.0

/// The names that a log goes by: its own, and that with `/2`, `/3` behind it, once for each time that it
/// was opened anew.
struct LogNames {
    private let first: String

    /// The names of the log that is called `name` as its number `number`.
    init(_ name: String, number: Int = 1) {
        let suffix = "/\(number)"
        first = number > 1 && name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    }

    subscript(number: Int) -> String { number == 1 ? first : "\(first)/\(number)" }

    /// Which of them a name is, from 1; `nil` for another log's.
    func number(of name: String) -> Int? {
        if name == first { return 1 }
        guard name.hasPrefix(first + "/"), let number = Int(name.dropFirst(first.count + 1)), number > 1,
            self[number] == name
        else { return nil }
        return number
    }
}
