// SPDX-License-Identifier: Apache-2.0
import JSON

/// A version of a finding, for a moderator's terminal.
struct FindingText {
    private let finding: JSON

    init(_ finding: JSON) {
        self.finding = finding
    }

    var text: String {
        var lines = [
            "\(string("pid"))/\(finding["version"]?.integer ?? 0)  \(string("state"))",
            string("title"),
            "\(string("kind")), \(string("license")), \(string("language"))",
            "",
            string("abstract"),
            "",
        ]
        for contribution in finding["contributions"]?.array ?? [] {
            let roles =
                contribution["credit_roles"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
            let place = contribution["affiliation"]?["name"]?.string.map { " (\($0))" } ?? ""
            lines.append("by     \(contribution["name"]?.string ?? "")\(place): \(roles)")
        }
        for file in finding["files"]?.array ?? [] {
            lines.append(
                "file   \(file["name"]?.string ?? "")  \(file["size"]?.integer ?? 0) bytes  \(file["digest"]?.string ?? "")"
            )
        }
        for release in finding["releases"]?.array ?? [] {
            lines.append(
                "uses   \(release["dataset"]?.string ?? "") release \(release["sequence"]?.integer ?? 0)"
            )
        }
        lines += gates
        lines.append(
            "you may: \(finding["actions"]?.array?.compactMap(\.string).joined(separator: ", ") ?? "")"
        )
        return lines.joined(separator: "\n")
    }

    private var gates: [String] {
        guard let gates = finding["gates"], !gates.isNull else { return [] }
        var lines = ["screening  \(gates["screening"]?["state"]?.string ?? "")"]
        for item in finding["screening_report"]?["items"]?.array ?? [] {
            let line = item["line"]?.integer.map { ":\($0)" } ?? ""
            lines.append(
                "  \(item["severity"]?.string ?? "")  \(item["rule"]?.string ?? "")  \(item["file"]?.string ?? "")\(line)"
                    + "  \(item["detail"]?.string ?? "")"
            )
        }
        let moderation = gates["moderation"]
        lines.append("moderation \(moderation?["state"]?.string ?? "")\(due(moderation))")
        for clearance in gates["clearances"]?.array ?? [] {
            lines.append(
                "clearance  \(clearance["state"]?.string ?? "") by \(clearance["organisation_name"]?.string ?? "")\(due(clearance))"
            )
            for flag in clearance["flags"]?.array ?? [] {
                lines.append(
                    "  flag \(flag["pid"]?.string ?? "")  \(flag["category"]?.string ?? "")  \(flag["state"]?.string ?? "")"
                )
            }
        }
        return lines
    }

    private func due(_ gate: JSON?) -> String {
        gate?["due_at"]?.string.map { ", due \($0)" } ?? ""
    }

    private func string(_ key: String) -> String {
        finding[key]?.string ?? ""
    }
}
