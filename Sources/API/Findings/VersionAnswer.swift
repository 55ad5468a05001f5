// SPDX-License-Identifier: Apache-2.0
import Domain
import FoundationEssentials
import HTTPTypes
import JSON
import Postgres
import Store

/// How a version of a finding is answered: PostgreSQL's object with the caller's `actions` put in.
enum VersionAnswer {
    static func answer(_ view: VersionView, _ caller: Caller) -> Answer {
        answer(view, actions: actions(view.version, caller))
    }

    static func answer(_ view: VersionView, actions: [String]) -> Answer {
        var body = view.body.bytes
        // The object ends with its brace; what follows is put before it.
        body.removeLast()
        body += Array(",\"actions\":".utf8)
        JSON.actions(actions).write(into: &body)
        body.append(UInt8(ascii: "}"))
        return Answer(
            .ok,
            headers: [.contentType: "application/json", .eTag: "\"\(tag(view.version, actions: actions))\""],
            body: body
        )
    }

    /// The events, by their names in the domain, that the caller may bring about now.
    static func actions(_ version: VersionCase, _ caller: Caller) -> [String] {
        let standing = Standing(of: caller, to: version)
        let actions: [Action] =
            [.submit, .retract] + Decisions.possible(version.moderation, version.screening) + [
                .liftParty, .appoint,
            ]
            + (version.isLatest ? [.newVersion] : [])
        return actions.filter { standing.may($0) && !version.barred.contains($0) }.map(\.rawValue)
    }

    /// The entity tag, made of all that the representation depends on, and not of the representation: a
    /// change need not render what it changes.
    ///
    /// Behind the full stop stands what its authors and the gates' outcome make of the version. Where only
    /// that is the same, nobody has touched it, but a gate has moved.
    static func tag(_ version: VersionCase, actions: [String]) -> String {
        let glance = version.glance
        var whole: [String] = [
            form, glance.id.rawValue.uuidString, glance.stamp.uuidString, glance.problem?.description ?? "",
            "\(glance.isAuthor) \(glance.reviewSight?.rawValue ?? "")", glance.unlisted ?? "",
            glance.vacancy ?? "",
        ]
        for list in [glance.seats.map(\.rawValue), glance.clearances, glance.releases, actions] {
            whole.append(String(list.count))
            whole += list
        }
        return EntityTag.part(whole) + "." + ownPart(version)
    }

    /// What to say to a client that has read another tag: one that has read the same text is told
    /// which gates have moved since.
    static func change(of version: VersionCase, since tag: Substring) -> String? {
        guard tag.split(separator: ".").last.map(String.init) == ownPart(version),
            let screening = version.screening, let moderation = version.moderation
        else { return nil }
        return
            "What it says is the same, but not what you see of its gates or may do: its screening is "
            + "\(screening.rawValue), its moderation \(moderation.rawValue)."
    }

    private static func ownPart(_ version: VersionCase) -> String {
        EntityTag.part(
            [version.id.rawValue.uuidString, version.state.rawValue, version.changedAt.description],
            length: 6
        )
    }

    /// Of how rows are represented: another program that does it in another way has other tags.
    private static let form = EntityTag.part([
        VersionView.columns.text, String(decoding: VersionCase.schema.json.canonical, as: UTF8.self),
    ])
}
