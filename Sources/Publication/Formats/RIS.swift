// SPDX-License-Identifier: Apache-2.0
import Domain

/// The tagged lines that reference managers exchange.
enum RIS {
    static func text(_ document: Document, at site: Site) -> String {
        let date = document.day.split(separator: "-").joined(separator: "/")
        let lines: [(String, String)] =
            [("TY", "RPRT")]
            + document.contributors.map { ("AU", PersonName($0.name).inverted) }
            + [
                ("TI", document.title), ("AB", document.abstract), ("PY", document.year), ("DA", date),
                ("PB", site.name), ("ET", String(document.version)), ("LA", document.language),
                ("M3", document.kind.rawValue), ("DO", site.doi(document.pid)),
                ("UR", site.page(document.pid)),
            ]
            + document.keywords.map { ("KW", $0) } + [("ER", "")]
        return lines.map { "\($0)  - \(oneLine($1))\r\n" }.joined()
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
