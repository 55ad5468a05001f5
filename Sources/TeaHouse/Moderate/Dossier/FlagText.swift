// SPDX-License-Identifier: Apache-2.0
import JSON

/// An objection beside the passage that it is about, with the votes on it.
struct FlagText: Sendable {
    private let flag: JSON
    private let dossier: Dossier

    init(_ flag: JSON, in dossier: Dossier) {
        self.flag = flag
        self.dossier = dossier
    }

    func text(_ style: Style) -> String {
        let digest = flag["file_digest"]?.string ?? ""
        let file = dossier.version["files"]?.array?.first { $0["digest"]?.string == digest }
        let first = Int(flag["first_byte"]?.integer ?? 0)
        let last = Int(flag["last_byte"]?.integer ?? 0)
        let due = dossier.time.dueClause(flag["due_at"])
        var lines = [
            "\(flag.shown("pid"))  \(style(.red, flag.shown("category")))  \(flag.shown("state"))\(due)",
            "  \(file?.shown("name") ?? "a file of another version"), bytes \(first) to \(last): \(flag.shown("note"))",
        ]
        if flag["answer"]?.string != nil { lines.append("  the authors: \(flag.shown("answer"))") }
        if let votes = Self.votes(on: flag) { lines.append("  \(votes)") }
        if let bytes = dossier.files[digest] {
            lines.append(Passage(in: bytes).around(first...max(first, last), style))
        } else if file != nil {
            lines.append(style(.red, "  the file could not be read, or is too large to be shown here"))
        }
        return lines.joined(separator: "\n")
    }

    /// How many have voted, and how the reader has; `nil` where nobody votes.
    static func votes(on flag: JSON) -> String? {
        guard let votes = flag["votes"], !votes.isNull, flag["state"]?.string != "open" else { return nil }
        let needed = votes["needed"]?.integer ?? 0
        let cast = ["uphold", "dismiss"].map { "\(votes[$0]?.integer ?? 0) of \(needed) to \($0)" }
        let own = votes["own"]?.string.map { "; you voted to \($0)" } ?? ""
        return "votes: \(cast.joined(separator: ", "))\(own)"
    }
}
