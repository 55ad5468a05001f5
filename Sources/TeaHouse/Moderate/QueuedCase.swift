// SPDX-License-Identifier: Apache-2.0
import JSON

/// One thing that waits for a moderator: where it is, what there is to read of it, and what can be decided.
struct QueuedCase: Sendable {
    /// A decision that can be made, and the letter that makes it.
    struct Choice: Sendable {
        let letter: Character
        let event: String
        /// The word with its letter marked.
        let label: String
    }

    /// Where the decision is made.
    let path: String
    let etag: String?
    let title: String
    let json: JSON
    let text: String
    let choices: [Choice]

    private static let choicesByKind: [String: [Choice]] = [
        "finding": [
            Choice(letter: "a", event: "accept", label: "[a]ccept"),
            Choice(letter: "c", event: "request_changes", label: "request [c]hanges"),
            Choice(letter: "r", event: "reject", label: "[r]eject"),
        ],
        "exception": [
            Choice(letter: "e", event: "exception", label: "[e]xception"),
            Choice(letter: "c", event: "request_changes", label: "request [c]hanges"),
        ],
        "flag": [
            Choice(letter: "u", event: "uphold", label: "[u]phold"),
            Choice(letter: "d", event: "dismiss", label: "[d]ismiss"),
        ],
        "release": [
            Choice(letter: "a", event: "release", label: "[a]ccept"),
            Choice(letter: "b", event: "return", label: "send [b]ack"),
        ],
        "problem": [
            Choice(letter: "a", event: "approve", label: "[a]pprove"),
            Choice(letter: "b", event: "return", label: "send [b]ack"),
        ],
        "note": [
            Choice(letter: "a", event: "allow", label: "[a]llow"),
            Choice(letter: "r", event: "refuse", label: "[r]efuse"),
        ],
    ]

    /// Reads what the queue names.
    static func read(_ item: JSON, from client: RemoteClient, _ style: Style) async throws -> QueuedCase {
        let kind = item["kind"]?.string ?? ""
        let pid = item["pid"]?.string ?? ""
        let number = item["number"]?.integer.map { Int($0) }
        return switch kind {
        case "flag": try await flag(pid, from: client, style)
        case "release": try await release(pid, number ?? 1, from: client, style)
        case "problem": try await problem(pid, from: client, style)
        case "takedown": takedown(item, style)
        case "note": try await note(pid, from: client, style)
        default: try await finding(pid, number, kind, from: client, style)
        }
    }

    static func finding(
        _ pid: String,
        _ number: Int?,
        _ kind: String = "finding",
        from client: RemoteClient,
        _ style: Style
    ) async throws -> QueuedCase {
        let dossier = try await Dossier.read(pid, version: number, from: client)
        return QueuedCase(
            path: "/v1/findings/\(pid)/versions/\(dossier.version["version"]?.integer ?? 1)",
            etag: dossier.etag,
            title: dossier.version.shown("title"),
            json: dossier.json,
            text: dossier.text(style),
            choices: choicesByKind[kind] ?? []
        )
    }

    static func flag(_ pid: String, from client: RemoteClient, _ style: Style) async throws -> QueuedCase {
        let found = try await client.get("/v1/flags/\(pid)")
        let clearance = try await client.get("/v1/clearances/\(found.json["clearance"]?.string ?? "")").json
        let finding = clearance["finding"]?.string ?? ""
        let dossier = try await Dossier.read(
            finding,
            version: clearance["version"]?.integer.map { Int($0) },
            from: client
        )
        let head = "\(finding)/\(dossier.version["version"]?.integer ?? 0)  \(dossier.version.shown("title"))"
        return QueuedCase(
            path: "/v1/flags/\(pid)",
            etag: found.etag,
            title: "an objection to \(dossier.version.shown("title"))",
            json: found.json,
            text: "\(style(.bold, head))\nobjection of \(clearance.shown("organisation_name"))\n"
                + FlagText(found.json, in: dossier.version, dossier.texts).text(style),
            choices: choicesByKind["flag"] ?? []
        )
    }

    static func release(_ pid: String, _ sequence: Int, from client: RemoteClient, _ style: Style)
        async throws
        -> QueuedCase
    {
        let path = "/v1/datasets/\(pid)/releases/\(sequence)"
        let found = try await client.get(path)
        let release = found.json
        let report = try await client.find(path + "/report")?.json ?? .null
        var lines = [
            style(.bold, "\(pid)/\(sequence)  \(release.shown("title"))"),
            "\(release.shown("state")), profile \(release.shown("profile")), by \(release.shown("organisation_name"))",
        ]
        for file in report["files"]?.array ?? [] {
            let metrics = file["report"]
            let outcome = file["passed"]?.bool == true ? style(.green, "passed") : style(.red, "failed")
            lines.append(
                "table  \(file.shown("name"))  \(outcome), k = \(metrics?["k"]?.integer ?? 0), \(metrics?["rows"]?.integer ?? 0) rows"
            )
        }
        lines += ["", "terms", release.shown("terms")]
        return QueuedCase(
            path: path,
            etag: found.etag,
            title: release.shown("title"),
            json: release,
            text: lines.joined(separator: "\n"),
            choices: choicesByKind["release"] ?? []
        )
    }

    static func problem(_ pid: String, from client: RemoteClient, _ style: Style) async throws -> QueuedCase {
        let found = try await client.get("/v1/problems/\(pid)")
        let problem = found.json
        let blind = problem["blind_review"]?.bool == true ? ", blind review" : ""
        let text = [
            style(.bold, "\(pid)  \(problem.shown("title"))"),
            "\(problem.shown("state")), \(problem.shown("visibility"))\(blind), until \(problem.shown("deadline")),"
                + " by \(problem.shown("organisation_name"))",
            "", problem.shown("statement"),
        ]
        return QueuedCase(
            path: "/v1/problems/\(pid)",
            etag: found.etag,
            title: problem.shown("title"),
            json: problem,
            text: text.joined(separator: "\n"),
            choices: choicesByKind["problem"] ?? []
        )
    }

    /// What another judge has asked for; it takes a category, so it is decided by its own command.
    private static func takedown(_ item: JSON, _ style: Style) -> QueuedCase {
        let path = "/v1/publications/\(item.shown("pid"))"
        let text = [
            style(.bold, "\(item.shown("pid"))  \(item.shown("title"))"),
            "Another judge has asked for its end against its authors. To agree:",
            "  teahouse moderate withdraw \(item.shown("pid")) --category … --reason …",
        ]
        return QueuedCase(
            path: path,
            etag: nil,
            title: item.shown("title"),
            json: item,
            text: text.joined(separator: "\n"),
            choices: []
        )
    }

    private static func note(_ pid: String, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let path = "/v1/publications/\(pid)/note"
        let found = try await client.get(path)
        let text = [
            style(.bold, "\(pid)  the note of its withdrawal"), "\(found.json.shown("state"))", "",
            found.json.shown("text"),
        ]
        return QueuedCase(
            path: path,
            etag: found.etag,
            title: "the note of \(pid)",
            json: found.json,
            text: text.joined(separator: "\n"),
            choices: choicesByKind["note"] ?? []
        )
    }
}
