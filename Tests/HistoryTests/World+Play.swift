// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport

extension World {
    /// Makes a call over HTTP and lets the server end what it does because of it; the status of the answer,
    /// or 0 when there is nothing that it could be made on.
    func play(_ call: Call) async throws -> Int {
        let status = try await answer(to: call)
        try await app.until("the end of background work") {
            try await app.asSuperuser { db in
                try db.scalar("SELECT NOT EXISTS (SELECT FROM jobs WHERE state IN ('ready', 'running'))")
                    == true
            }
        }
        return status
    }

    private func answer(to call: Call) async throws -> Int {
        switch call {
        case .submit(let finding, let text, let isListed): return try await submit(finding, text, isListed)
        case .retract(let finding): return try await onVersion(of: finding, "retract", authors[finding])
        case .appeal(let finding): return try await onVersion(of: finding, "appeal", authors[finding])
        case .object(let finding, let passage, let isPersonal):
            return try await object(finding, passage, isPersonal ? .personalData : .confidential)
        case .noObjection(let finding): return try await onClearance(of: finding, "no_objection")
        case .extend(let finding, let days):
            let now: Int64? = try await app.asSuperuser { db in
                try db.scalar("SELECT (extract(epoch FROM platform_now()) * 1000000)::bigint")
            }
            let until = Instant(rawValue: now ?? 0).advanced(byDays: Int64(days))
            let body: JSON = ["reason": "A patent.", "until": .string(until.description)]
            return try await onClearance(of: finding, "extend", body)
        case .answer(let finding, let flag, let event):
            return try await onFlag(flag, of: finding, event, event == "retract" ? officer : authors[finding])
        case .vote(let finding, let flag, let judge, let event):
            return try await onFlag(flag, of: finding, event, judges[judge])
        case .decide(let finding, let judge, "release_unused"):
            let release: JSON = ["dataset": .string(data.dataset), "sequence": 1]
            let body: JSON = ["release": release, "reason": "Not used."]
            return try await onVersion(of: finding, "release_unused", judges[judge], body)
        case .decide(let finding, let judge, let event):
            return try await onVersion(of: finding, event, judges[judge])
        case .suspend(let isOver):
            let path = "/v1/organisations/\(data.provider.pid)"
            return try await app.act(isOver ? "resume" : "suspend", at: path, token: admin).status
        case .withdraw(let finding):
            return try await onPublication(of: finding, "withdraw", authors[finding], TestApp.withdrawal)
        case .takeDown(let finding, let judge):
            let body: JSON = ["category": "misconduct", "reason": "Made up."]
            return try await onPublication(of: finding, "take_down", judges[judge], body)
        case .hide(let finding, let judge): return try await onPublication(of: finding, "hide", judges[judge])
        case .days(let days):
            try await app.pass(days: days)
            return 200
        }
    }

    private static let looked: JSON = ["reason": "Looked at."]

    private func onVersion(of finding: Int, _ event: String, _ token: String, _ body: JSON = looked)
        async throws -> Int
    {
        let number = try await look(at: finding).number
        return try await app.act(
            event,
            at: "/v1/findings/\(findings[finding])/versions/\(number)",
            token: token,
            body
        ).status
    }

    private func onClearance(of finding: Int, _ event: String, _ body: JSON = looked) async throws -> Int {
        guard let clearance = try await look(at: finding).clearance else { return 0 }
        return try await app.act(event, at: "/v1/clearances/\(clearance)", token: officer, body).status
    }

    private func onFlag(_ flag: Int, of finding: Int, _ event: String, _ token: String) async throws -> Int {
        let flags = try await look(at: finding).flags
        guard flag < flags.count else { return 0 }
        return try await app.act(event, at: "/v1/flags/\(flags[flag])", token: token).status
    }

    private func onPublication(of finding: Int, _ event: String, _ token: String, _ body: JSON = looked)
        async throws -> Int
    {
        guard let publication = try await look(at: finding).publication else { return 0 }
        return try await app.act(event, at: "/v1/publications/\(publication)", token: token, body).status
    }

    private func object(_ finding: Int, _ passage: Int, _ category: Flag.Category) async throws -> Int {
        let last = try await look(at: finding)
        guard let clearance = last.clearance, let digest = Digest(bytes: last.digest),
            let set = Passage.sets[last.digest], let range = Passage.range(of: passage, in: set)
        else { return 0 }
        let body: JSON = [
            "file_digest": .string("sha256:\(digest.hex)"), "first_byte": .integer(Int64(range.lowerBound)),
            "last_byte": .integer(Int64(range.upperBound)), "category": .string(category.rawValue),
            "note": "Ours.",
        ]
        return try await app.client.post(
            "/v1/clearances/\(clearance)/flags",
            token: officer,
            body,
            headers: ["If-Match": "*"]
        ).status
    }

    /// Makes a draft of the last version unless that is one, and puts it before the gates.
    private func submit(_ finding: Int, _ text: Int, _ isListed: Bool) async throws -> Int {
        let last = try await look(at: finding)
        let pid = findings[finding]
        let author = authors[finding]
        var number = last.number
        if last.state != "draft" {
            let made = try await app.client.post("/v1/findings/\(pid)/versions", token: author)
            guard made.status == 201 else { return made.status }
            number += 1
        }
        let version = "/v1/findings/\(pid)/versions/\(number)"
        let put = try await app.put(Passage.text(text), as: "result.md", into: version, by: author).status
        guard put == 200 || put == 201 else { return put }
        let release: JSON = ["dataset": .string(data.dataset), "sequence": 1]
        let listed = try await app.client.send(
            "PUT",
            version + "/releases",
            token: author,
            body: (["releases": .array(isListed ? [release] : [])] as JSON).canonical,
            headers: ["If-Match": "*"]
        )
        guard listed.status == 200 else { return listed.status }
        return try await app.submit(version, by: author).status
    }
}
