// SPDX-License-Identifier: Apache-2.0
import Domain

/// An entry for biblatex; its fields are those of biber's data model for `@report`.
enum BibTeX {
    static func text(_ document: Document, at site: Site) -> String {
        var fields: [(String, String)] = [
            ("author", document.contributors.map(author).joined(separator: " and ")),
            ("title", "{\(escaped(document.title))}"),
            ("type", escaped(document.kind.rawValue)),
            ("institution", "{\(escaped(site.name))}"),
            ("date", document.day),
            ("version", String(document.version)),
            ("doi", site.doi(document.pid)),
            ("url", site.page(document.pid)),
            ("abstract", escaped(document.abstract)),
        ]
        if !document.keywords.isEmpty {
            fields.append(("keywords", document.keywords.map(escaped).joined(separator: ", ")))
        }
        let lines = fields.map { "  \($0) = {\($1)}" }
        return "@report{\(document.pid),\n" + lines.joined(separator: ",\n") + "\n}\n"
    }

    /// Braces keep `and`, commas and particles in a name from being read as more than it is.
    private static func author(_ contributor: Document.Contributor) -> String {
        let name = PersonName(contributor.name)
        guard let given = name.given else { return "{\(escaped(name.family))}" }
        return "{\(escaped(name.family))}, {\(escaped(given))}"
    }

    /// Text with what TeX would read otherwise made plain, on one line.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\textbackslash{}"
            case "{", "}", "&", "%", "$", "#", "_": result += "\\\(character)"
            case "~": result += "\\textasciitilde{}"
            case "^": result += "\\textasciicircum{}"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
