// SPDX-License-Identifier: Apache-2.0
import JSON

extension Dossier {
    /// What changed since the version before, every part of it.
    func comparison(_ style: Style) -> String {
        guard let number = name.number, number > 1 else { return "" }
        switch earlier {
        case .none:
            return style(.yellow, "No earlier version is there for you to read: nothing was compared.")
        case .unread:
            return style(.red, "The version before could not be read: nothing was compared.")
        case .version(let earlier):
            let before = earlier["version"]?.integer ?? 0
            var parts = [style(.bold, "Changes since version \(before)")]
            if before < number - 1 { parts.append("  what came between was never before its gates") }
            let changes = changes ?? []
            parts += changes.map { text(of: $0, style) }
            if changes.isEmpty {
                // Where something could not be read, nobody knows.
                parts.append(
                    isComplete
                        ? "  none in its description and its files"
                        : "  none was found, but not everything could be read"
                )
            }
            return parts.joined(separator: "\n")
        }
    }

    private func text(of change: PartChange, _ style: Style) -> String {
        switch change.part {
        case .member(let name): "\(name)\n\(Self.difference(change.before, change.after, style))"
        case .file(let name): text(ofFile: name, change, style)
        }
    }

    /// The difference of two values, which there is.
    private static func difference(_ before: JSON?, _ after: JSON?, _ style: Style) -> String {
        let (before, after) = (before ?? .null, after ?? .null)
        func text(_ value: JSON) -> [UInt8] { Array(value.lines.joined(separator: "\n").utf8) }
        let lines = LineDiff(from: text(before), to: text(after))
        guard lines.isEmpty else { return lines.text(style) }
        return LineDiff(from: before.canonical, to: after.canonical).text(style)
    }

    private func text(ofFile name: String, _ change: PartChange, _ style: Style) -> String {
        let digests = change.digests
        let word = digests.before == nil ? "new" : digests.after == nil ? "gone" : "changed"
        let title = "\(name.harmless) (\(word))"
        guard digests.before != digests.after else {
            // The bytes are the same, and something else that is said of them is not.
            return "\(title)\n\(Self.difference(change.before, change.after, style))"
        }
        let sides = [(change.before, digests.before), (change.after, digests.after)]
        var texts: [[UInt8]] = []
        for (file, digest) in sides {
            guard let file, let digest else {
                texts.append([])
                continue
            }
            guard let bytes = files[digest] else {
                let isLarge = (file["size"]?.integer ?? 0) > DossierReader.largest
                return "\(title)\n  "
                    + (isLarge ? "too large to be shown here; \(fetching)" : style(.red, "could not be read"))
            }
            guard FileText.isReadable(bytes) else { return "\(title)\n  no text; \(fetching)" }
            texts.append(bytes)
        }
        let diff = LineDiff(from: texts[0], to: texts[1])
        guard !diff.isEmpty, FileText.unified(texts[0]) != FileText.unified(texts[1]) else {
            return "\(title)\n  the same but for its line ends"
        }
        return "\(title)\n\(diff.text(style))"
    }

    private var fetching: String { "fetch it: teahouse moderate files \(name) --to DIR" }
}
