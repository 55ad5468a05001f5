// SPDX-License-Identifier: Apache-2.0
import JSON

extension Dossier {
    /// The dossier for a terminal.
    func text(_ style: Style) -> String {
        let parts = [
            head(style), gates(style), screening(style), objections(style), advice(style), comparison(style),
            "you may: \((version["actions"]?.array ?? []).compactMap(\.string).joined(separator: ", "))",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func head(_ style: Style) -> String {
        var lines = [
            style(
                .bold,
                "\(version.shown("pid"))/\(version["version"]?.integer ?? 0)  \(version.shown("title"))"
            ),
            "\(version.shown("state")), \(version.shown("kind")), \(version.shown("license")), \(version.shown("language"))",
            "", version.shown("abstract"), "",
        ]
        for contribution in version["contributions"]?.array ?? [] {
            let roles = (contribution["credit_roles"]?.array ?? []).compactMap(\.string).joined(
                separator: ", "
            )
            let place = contribution["affiliation"]?["name"]?.string.map { " (\($0.harmless))" } ?? ""
            lines.append("by     \(contribution.shown("name"))\(place): \(roles)")
        }
        for file in Self.files(of: version) {
            lines.append(
                "file   \(file.shown("name"))  \(file["size"]?.integer ?? 0) bytes  \(file.shown("digest"))"
            )
        }
        for release in version["releases"]?.array ?? [] {
            lines.append("uses   \(release.shown("dataset")) release \(release["sequence"]?.integer ?? 0)")
        }
        return lines.joined(separator: "\n")
    }

    private func gates(_ style: Style) -> String {
        guard let gates = version["gates"], !gates.isNull else { return "" }
        var lines: [String] = []
        for (name, gate) in [("screening", gates["screening"]), ("moderation", gates["moderation"])] {
            let padded = name + String(repeating: " ", count: 11 - name.count)
            lines.append("\(padded)\(state(of: gate, style))\(due(gate))")
        }
        for clearance in gates["clearances"]?.array ?? [] {
            lines.append(
                "clearance  \(state(of: clearance, style)) by \(clearance.shown("organisation_name"))\(due(clearance))"
            )
        }
        return lines.joined(separator: "\n")
    }

    private func screening(_ style: Style) -> String {
        guard let items = report?["items"]?.array, !items.isEmpty else { return "" }
        let digests = Self.files(of: version).reduce(into: [String: String]()) {
            $0[$1["name"]?.string ?? ""] = $1["digest"]?.string
        }
        let lines = items.flatMap { item -> [String] in
            let line = item["line"]?.integer.map { Int($0) }
            let severity = item.shown("severity")
            let place = item.shown("file") + (line.map { ":\($0)" } ?? "")
            let mark = style(severity == "fail" ? .red : .yellow, severity)
            let first = "\(mark)  \(place)  \(item.shown("rule"))  \(item.shown("detail"))"
            let bytes = texts[digests[item["file"]?.string ?? ""] ?? ""]
            let excerpt = line.flatMap { number in bytes.flatMap { Passage(in: $0).line(number, style) } }
            return [first] + (excerpt.map { [$0] } ?? [])
        }
        return ([style(.bold, "Screening")] + lines).joined(separator: "\n")
    }

    private func objections(_ style: Style) -> String {
        guard !flags.isEmpty else { return "" }
        let shown = flags.map { FlagText($0, in: version, texts).text(style) }
        return ([style(.bold, "Objections")] + shown).joined(separator: "\n")
    }

    private func advice(_ style: Style) -> String {
        guard !reviews.isEmpty else { return "" }
        let shown = reviews.map { review -> String in
            let scores = (review["scores"]?.object ?? [:]).sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.integer ?? 0)" }.joined(separator: ", ")
            var lines = [
                "\(review.shown("pid"))  \(review.shown("state")) by \(review.shown("reviewer_name"))\(due(review))"
            ]
            if review["recommendation"]?.string != nil {
                lines += [
                    "  \(style(.cyan, review.shown("recommendation")))  (\(scores))",
                    "  " + review.shown("text"),
                ]
            }
            return lines.joined(separator: "\n")
        }
        return ([style(.bold, "Reviews")] + shown).joined(separator: "\n")
    }

    private func comparison(_ style: Style) -> String {
        guard let previous else { return "" }
        var parts = [style(.bold, "Changes since version \(previous["version"]?.integer ?? 0)")]
        for field in ["title", "abstract", "kind", "license", "funding", "conflicts"] {
            guard let old = previous[field]?.string, let new = version[field]?.string, old != new else {
                continue
            }
            parts.append("\(field)\n\(LineDiff(from: old, to: new).text(style))")
        }
        parts += changes.map { change in
            let (old, new) = (change.before.flatMap { texts[$0] }, change.after.flatMap { texts[$0] })
            let isReadable = (change.before == nil || old != nil) && (change.after == nil || new != nil)
            let word = change.before == nil ? "new" : change.after == nil ? "gone" : "changed"
            let title = "\(change.name.harmless) (\(word))"
            guard isReadable else { return title + "\n  other bytes; too large, or no text" }
            let diff = LineDiff(from: Self.string(old), to: Self.string(new))
            return title + "\n" + (diff.isEmpty ? "  the same but for its line ends" : diff.text(style))
        }
        if parts.count == 1 { parts.append("  none in its files and its description") }
        return parts.joined(separator: "\n")
    }

    private static func string(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

    private func state(of gate: JSON?, _ style: Style) -> String {
        let state = gate?["state"]?.string ?? ""
        return switch state {
        case "passed", "accepted", "excepted": style(.green, state)
        case "failed", "rejected", "flagged", "upheld": style(.red, state)
        default: style(.yellow, state)
        }
    }

    private func due(_ gate: JSON?) -> String { gate?["due_at"]?.string.map { ", due \($0)" } ?? "" }
}

extension JSON {
    /// A text member as a terminal may show it.
    func shown(_ key: String) -> String { (self[key]?.string ?? "").harmless }
}
