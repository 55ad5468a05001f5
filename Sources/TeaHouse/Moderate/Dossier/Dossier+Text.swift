// SPDX-License-Identifier: Apache-2.0
import JSON

extension Dossier {
    /// The dossier for a terminal.
    func text(_ style: Style) -> String {
        let parts = [
            warning(style), head(style), gates(style), screening(style),
            objections(flags, "Objections", style),
            objections(earlierFlags, "Objections to the version before", style), advice(style),
            comparison(style),
            "you may: \((version["actions"]?.array ?? []).compactMap(\.string).joined(separator: ", "))",
            warning(style),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What could not be read, before and after all else; empty where everything was.
    func warning(_ style: Style) -> String {
        guard !isComplete else { return "" }
        let lines = unread.map { "  \($0.what.harmless): \($0.why.harmless)" }
        return ([style(.red, "INCOMPLETE: this could not be read")] + lines).joined(separator: "\n")
    }

    private func gates(_ style: Style) -> String {
        guard let gates = version["gates"], !gates.isNull else { return "" }
        var lines: [String] = []
        for (name, gate) in [("screening", gates["screening"]), ("moderation", gates["moderation"])] {
            let padded = name + String(repeating: " ", count: 11 - name.count)
            lines.append("\(padded)\(state(of: gate, style))\(time.dueClause(gate?["due_at"]))")
        }
        if let asked = gates["screening"]?["asked"]?.string {
            lines.append("the authors ask for an exception: \(asked.harmless)")
        }
        for clearance in gates["clearances"]?.array ?? [] {
            lines.append(
                "clearance  \(state(of: clearance, style)) by \(clearance.shown("organisation_name"))"
                    + time.dueClause(clearance["due_at"])
            )
        }
        if let certificate = gates["certificate"], certificate["cause"]?.string != nil {
            lines.append(
                "certificate  \(state(of: certificate, style)): \(certificate.shown("cause"))"
                    + time.dueClause(certificate["due_at"])
            )
        }
        if let vacancy = version["vacancy"], !vacancy.isNull {
            lines.append(
                "too few can judge it since \(vacancy.shown("since").prefix(10)): "
                    + "teahouse admin finding appoint \(name) --person pe-… --reason …"
            )
        }
        return lines.joined(separator: "\n")
    }

    private func screening(_ style: Style) -> String {
        guard let items = report?["items"]?.array, !items.isEmpty else { return "" }
        let lines = items.flatMap { item -> [String] in
            let line = item["line"]?.integer.map { Int($0) }
            let severity = item.shown("severity")
            let place = item.shown("file") + (line.map { ":\($0)" } ?? "")
            let mark = severity == "note" ? severity : style(severity == "fail" ? .red : .yellow, severity)
            let first = "\(mark)  \(place)  \(item.shown("rule"))  \(item.shown("detail"))"
            let digest = item["file"]?.string.flatMap { file(named: $0) }?["digest"]?.string
            let bytes = digest.flatMap { files[$0] }
            let excerpt = line.flatMap { number in bytes.flatMap { Passage(in: $0).line(number, style) } }
            return [first] + (excerpt.map { [$0] } ?? [])
        }
        return ([style(.bold, "Screening")] + lines).joined(separator: "\n")
    }

    private func objections(_ flags: [JSON], _ title: String, _ style: Style) -> String {
        guard !flags.isEmpty else { return "" }
        let shown = flags.map { FlagText($0, in: self).text(style) }
        return ([style(.bold, title)] + shown).joined(separator: "\n")
    }

    private func advice(_ style: Style) -> String {
        guard !reviews.isEmpty else { return "" }
        let shown = reviews.map { review -> String in
            let scores = (review["scores"]?.object ?? [:]).sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.integer ?? 0)" }.joined(separator: ", ")
            let due = time.dueClause(review["due_at"])
            var lines = [
                "\(review.shown("pid"))  \(review.shown("state")) by \(review.shown("reviewer_name"))\(due)"
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

    private func state(of gate: JSON?, _ style: Style) -> String {
        let state = gate?["state"]?.string ?? ""
        return switch state {
        case "passed", "accepted", "excepted": style(.green, state)
        case "failed", "escalated", "rejected", "flagged", "upheld": style(.red, state)
        default: style(.yellow, state)
        }
    }
}

extension JSON {
    /// A text member as a terminal may show it.
    func shown(_ key: String) -> String { (self[key]?.string ?? "").harmless }
}
