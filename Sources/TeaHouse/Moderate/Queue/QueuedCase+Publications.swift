// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension QueuedCase {
    /// What another judge has asked for, as the queue says it: the publication itself may be hidden.
    ///
    /// It takes a category, so it is decided by its own command.
    static func takedown(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let queue = try await client.get("/v1/moderation/queue?limit=100&kind=takedown").json
        let waiting = queue["items"]?.array ?? []
        guard let item = waiting.first(where: { CaseName(of: $0) == name }) else {
            throw Refused("\(name) is not among the takedowns that wait.")
        }
        let due = PlatformTime(of: queue).dueClause(item["due_at"])
        let text = [
            style(.bold, "\(name)  \(item.shown("title"))"),
            "\(item.shown("state")); a judge has asked for its end against its authors\(due). To agree:",
            "  teahouse moderate withdraw \(name) --category … --reason …",
        ]
        return QueuedCase(
            name: name,
            etag: nil,
            title: item.shown("title"),
            json: item,
            text: text.joined(separator: "\n"),
            dossier: nil
        )
    }

    /// What authors have added in words to their withdrawal.
    static func note(_ name: CaseName, from client: RemoteClient, _ style: Style) async throws
        -> QueuedCase
    {
        let found = try await client.get(name.path)
        let text = [
            style(.bold, "\(name.pid)  the note of its withdrawal"), found.json.shown("state"), "",
            found.json.shown("text"),
        ]
        return QueuedCase(
            name: name,
            etag: found.etag,
            title: "the note of \(name.pid)",
            json: found.json,
            text: text.joined(separator: "\n"),
            dossier: nil
        )
    }
}
