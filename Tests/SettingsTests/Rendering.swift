// SPDX-License-Identifier: Apache-2.0
import Settings

/// What a text says, as one line that differs wherever the meaning does: `{a={b=1},c=[true,'x\20;y']}`.
///
/// Floats stand as the bits of the double.
func rendered(_ table: TOML.Table) -> String {
    let members = table.entries.map { (escaped($0.key), rendered($0.value.value)) }
        .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    return "{" + members.map { "\($0)=\($1)" }.joined(separator: ",") + "}"
}

private func rendered(_ value: TOML.Value) -> String {
    switch value {
    case .string(let string): "'\(escaped(string))'"
    case .integer(let integer): String(integer)
    case .float(let float): float.isNaN ? "nan" : "~" + String(float.bitPattern, radix: 16)
    case .boolean(let boolean): String(boolean)
    case .array(let elements): "[" + elements.map(rendered).joined(separator: ",") + "]"
    case .table(let table): rendered(table)
    }
}

private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
        switch scalar {
        case "0"..."9", "a"..."z", "A"..."Z": line.unicodeScalars.append(scalar)
        default: line += "\\" + String(scalar.value, radix: 16) + ";"
        }
    }
}

extension TOML.Table {
    /// Reads a text that is no longer than any limit.
    init(_ text: String) throws(TOML.SyntaxError) {
        self = try TOML.table(parsing: Array(text.utf8))
    }
}
