// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// One thing that waits for a moderator: where it is, what there is to read of it, and what can be decided.
struct QueuedCase: Sendable {
    /// A decision that can be made, and the letter that makes it.
    struct Choice: Sendable {
        let action: Action
        let letter: Character
        /// The word with its letter marked.
        let label: String

        /// All that moderators decide, in the order in which they are offered; of one case no two have the
        /// same letter.
        static let all = [
            Choice(action: .accept, letter: "a", label: "[a]ccept"),
            Choice(action: .exception, letter: "e", label: "[e]xception"),
            Choice(action: .gone, letter: "g", label: "passage is [g]one"),
            Choice(action: .stands, letter: "t", label: "passage s[t]ands"),
            Choice(action: .refuseException, letter: "n", label: "[n]o exception"),
            Choice(action: .requestChanges, letter: "c", label: "request [c]hanges"),
            Choice(action: .reject, letter: "r", label: "[r]eject"),
            Choice(action: .uphold, letter: "u", label: "[u]phold"),
            Choice(action: .dismiss, letter: "d", label: "[d]ismiss"),
            Choice(action: .release, letter: "a", label: "[a]ccept"),
            Choice(action: .approve, letter: "a", label: "[a]pprove"),
            Choice(action: .return, letter: "b", label: "send [b]ack"),
            Choice(action: .allow, letter: "a", label: "[a]llow"),
            Choice(action: .refuse, letter: "r", label: "[r]efuse"),
        ]
    }

    let name: CaseName
    let etag: String?
    let title: String
    let json: JSON
    let text: String
    /// What there is to read of a version, also of one that is objected to.
    let dossier: Dossier?

    /// What the server lets the reader decide.
    var choices: [Choice] {
        let actions = Set((json["actions"]?.array ?? []).compactMap(\.string))
        return Choice.all.filter { actions.contains($0.action.rawValue) }
    }

    /// Reads a case by its name; of a finding without a number, its latest version.
    static func read(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws -> QueuedCase {
        switch name.pid.kind {
        case .flag: try await flag(name, from: client, style)
        case .dataset: try await release(name, from: client, style)
        case .problem: try await problem(name, from: client, style)
        case .publication where name.isNote: try await note(name, from: client, style)
        case .publication: try await takedown(name, from: client, style)
        default: try await finding(name, from: client, style)
        }
    }

    private static func finding(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let dossier = try await DossierReader.read(name, from: client)
        return QueuedCase(
            name: dossier.name,
            etag: dossier.etag,
            title: dossier.version.shown("title"),
            json: dossier.json,
            text: dossier.text(style),
            dossier: dossier
        )
    }

    private static func flag(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let found = try await client.get(name.path)
        let (version, organisation) = try await objectedTo(by: found.json, from: client)
        let dossier = try await DossierReader.read(version, from: client)
        let parts = [
            dossier.warning(style),
            style(.bold, "\(dossier.name)  \(dossier.version.shown("title"))")
                + "\nobjection of \(organisation)\n"
                + FlagText(found.json, in: dossier).text(style),
        ]
        return QueuedCase(
            name: name,
            etag: found.etag,
            title: "an objection to \(dossier.version.shown("title"))",
            json: found.json,
            text: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"),
            dossier: dossier
        )
    }

    /// The version that an objection is to, and whose the objection is.
    static func objectedTo(by flag: JSON, from client: RemoteClient) async throws
        -> (version: CaseName, organisation: String)
    {
        let clearance = try await client.get("/v1/clearances/\(flag["clearance"]?.string ?? "")").json
        guard let finding = clearance["finding"]?.string.flatMap({ PID($0) }) else {
            throw CannotRun("The server does not say which finding \(flag.shown("pid")) is about.")
        }
        return (
            CaseName(finding, clearance["version"]?.integer.map { Int($0) }),
            clearance.shown("organisation_name")
        )
    }

    private static func problem(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let found = try await client.get(name.path)
        let problem = found.json
        try name.require(problem)
        let blind = problem["blind_review"]?.bool == true ? ", blind review" : ""
        let open = problem["version"]?.integer ?? 0
        let number = problem["amended"]?.integer ?? open
        var asked = problem
        if number != open {
            // What waits, and not what is open already.
            let versions = try await client.get("\(name.path)/versions").json["items"]?.array ?? []
            guard let waiting = versions.first(where: { $0["version"]?.integer == number }) else {
                throw CannotRun("The server does not say what amends \(name.pid).")
            }
            asked = waiting
        }
        let amends = number == open ? "" : "an amendment of version \(open); "
        let text = [
            style(.bold, "\(name.pid)/\(number)  \(asked.shown("title"))"),
            "\(amends)\(problem.shown("state")), \(problem.shown("visibility"))\(blind),"
                + " until \(problem.shown("deadline")), by \(problem.shown("organisation_name"))",
            "", asked.shown("statement"),
        ]
        return QueuedCase(
            name: name,
            etag: found.etag,
            title: asked.shown("title"),
            json: problem,
            text: text.joined(separator: "\n"),
            dossier: nil
        )
    }
}
