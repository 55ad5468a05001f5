// SPDX-License-Identifier: Apache-2.0
import JSON

/// An objection beside the passage that it is about.
struct FlagText: Sendable {
    private let flag: JSON
    private let version: JSON
    private let texts: [String: [UInt8]]

    init(_ flag: JSON, in version: JSON, _ texts: [String: [UInt8]]) {
        self.flag = flag
        self.version = version
        self.texts = texts
    }

    func text(_ style: Style) -> String {
        let digest = flag["file_digest"]?.string ?? ""
        let file = Dossier.files(of: version).first { $0["digest"]?.string == digest }
        let first = Int(flag["first_byte"]?.integer ?? 0)
        let last = Int(flag["last_byte"]?.integer ?? 0)
        let due = flag["due_at"]?.string.map { ", due \($0)" } ?? ""
        var lines = [
            "\(flag.shown("pid"))  \(style(.red, flag.shown("category")))  \(flag.shown("state"))\(due)",
            "  \(file?.shown("name") ?? "a file of another version"), bytes \(first) to \(last): \(flag.shown("note"))",
        ]
        if flag["answer"]?.string != nil { lines.append("  the authors: \(flag.shown("answer"))") }
        if let bytes = texts[digest] {
            lines.append(Passage(in: bytes).around(first...max(first, last), style))
        }
        return lines.joined(separator: "\n")
    }
}
