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
        let due = dossier.time.dueClause(flag["due_at"])
        var lines = [
            "\(flag.shown("pid"))  \(style(.red, flag.shown("category")))  \(flag.shown("state"))\(due)",
            "  \(part), bytes \(range.lowerBound) to \(range.upperBound): \(flag.shown("note"))",
        ]
        if flag["answer"]?.string != nil { lines.append("  the authors: \(flag.shown("answer"))") }
        if let votes = Self.votes(on: flag) { lines.append("  \(votes)") }
        lines += passage(style)
        return lines.joined(separator: "\n")
    }

    private var digest: String { flag["file_digest"]?.string ?? "" }

    /// The file of the version that is objected to; `nil` for a text, and for another version's file.
    private var file: JSON? {
        dossier.version["files"]?.array?.first { $0["digest"]?.string == digest }
    }

    /// What the passage is in.
    private var part: String {
        if flag["member"]?.string != nil { return flag.shown("member") }
        return file?.shown("name") ?? "a file of another version"
    }

    private var range: ClosedRange<Int> {
        let first = Int(flag["first_byte"]?.integer ?? 0)
        return first...max(first, Int(flag["last_byte"]?.integer ?? 0))
    }

    /// The passage, in a file with the lines around it.
    private func passage(_ style: Style) -> [String] {
        if let said = flag["passage"]?.string {
            let lines = said.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.map { "    " + style(.reverse, "»\(String($0).harmless)«") }
        }
        if let bytes = dossier.files[digest] { return [Passage(in: bytes).around(range, style)] }
        guard file != nil else { return [] }
        return [style(.red, "  the file could not be read, or is too large to be shown here")]
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
