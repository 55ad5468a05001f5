// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON
import Tables

extension QueuedCase {
    static func release(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let found = try await client.get(name.path)
        let release = found.json
        let report = try await client.find("\(name.path)/report")?.json
        let name = CaseName(name.pid, release["sequence"]?.integer.map { Int($0) })
        var lines = [
            style(.bold, "\(name)  \(release.shown("title"))"),
            "\(release.shown("state")), profile \(release.shown("profile")), by \(release.shown("organisation_name"))",
        ]
        if report == nil { lines.append(style(.red, "There is no report that you may read.")) }
        for file in report?["files"]?.array ?? [] {
            lines += table(file, style)
        }
        // It becomes public with the release.
        lines += ["", "terms", release.shown("terms"), "", "dataset", release.shown("dataset_description")]
        return QueuedCase(
            name: name,
            etag: found.etag,
            title: release.shown("title"),
            json: release,
            text: lines.joined(separator: "\n"),
            dossier: nil
        )
    }

    /// What was measured of a table, and what its data officers said of it.
    private static func table(_ file: JSON, _ style: Style) -> [String] {
        let report = file["report"]
        let outcome = file["passed"]?.bool == true ? style(.green, "passed") : style(.red, "failed")
        var lines = [
            "table  \(file.shown("name"))  \(outcome), k = \(report?["k"]?.integer ?? 0), \(report?["rows"]?.integer ?? 0) rows"
        ]
        let reading = report?["reading"]
        if let dialect = reading?["dialect"].flatMap({ Dialect($0) }) { lines.append("  as   \(dialect)") }
        if let error = file["error"] { lines.append("  no   \(error.shown("detail"))") }
        let missing = reading?["missing"]?.array?.compactMap(\.string) ?? []
        if !missing.isEmpty { lines.append("  void \(missing.joined(separator: ", ").harmless)") }
        for set in report?["sets"]?.array ?? [] {
            let columns = set["quasi"]?.array?.compactMap(\.string) ?? []
            lines.append(
                "  by   \(columns.joined(separator: ", ").harmless)  k = \(set["k"]?.integer ?? 0)"
            )
        }
        for column in report?["columns"]?.array ?? [] where column["acknowledged"]?.string != nil {
            let suspected = (report?["findings"]?.array ?? []).filter { $0["column"] == column["name"] }
            let kinds = suspected.map { $0.shown("kind") }.joined(separator: ", ")
            lines.append(
                "  said \(column.shown("name"))\(kinds.isEmpty ? "" : " (\(kinds))"): \(column.shown("acknowledged"))"
            )
        }
        return lines
    }
}
