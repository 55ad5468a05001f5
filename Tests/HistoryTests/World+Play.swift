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
                try db.scalar(
                    """
                    SELECT NOT EXISTS (SELECT FROM jobs WHERE state IN ('ready', 'running'))
                        AND NOT EXISTS (SELECT FROM publications WHERE due_at <= platform_now())
                    """
                ) == true
            }
        }
        return status
    }

    private func answer(to call: Call) async throws -> Int {
        switch call {
        case .submit(let finding, let draft): return try await submit(finding, draft)
        case .retract(let finding): return try await asAuthor(of: finding, "retract")
        case .appeal(let finding): return try await asAuthor(of: finding, "appeal")
        case .askException(let finding): return try await asAuthor(of: finding, "ask_exception")
        case .object(let finding, let provider, let passage, let isPersonal):
            return try await object(finding, provider, passage, isPersonal ? .personalData : .confidential)
        case .noObjection(let finding, let provider):
            return try await onClearance(of: finding, provider, "no_objection")
        case .extend(let finding, let provider, let days):
            let body: JSON = ["reason": "A patent.", "until": .string(try await day(days))]
            return try await onClearance(of: finding, provider, "extend", body)
        case .answer(let finding, let flag, let event):
            return try await onFlag(flag, of: finding, event) { found, provider in
                event == "retract" ? officers[provider] : found.author
            }
        case .vote(let finding, let flag, let judge, let event):
            return try await onFlag(flag, of: finding, event) { _, _ in judges[judge] }
        case .decide(let finding, let judge, let event):
            return try await onVersion(of: finding, event, judges[judge])
        case .takeOut(let finding, let judge, let provider):
            let body: JSON = ["release": release(provider), "reason": "Not used."]
            return try await onVersion(of: finding, "release_unused", judges[judge], body)
        case .askReview, .review, .invite, .join, .leave, .leaveHouse: return try await people(call)
        case .suspend(let provider, let isOver):
            let path = "/v1/organisations/\(releases[provider].provider.pid)"
            return try await app.act(isOver ? "resume" : "suspend", at: path, token: admin).status
        case .withdraw(let finding):
            let author = try await look(at: finding).author
            return try await onPublication(of: finding, "withdraw", author, TestApp.withdrawal)
        case .takeDown(let finding, let judge):
            let body: JSON = ["category": "misconduct", "reason": "Made up."]
            return try await onPublication(of: finding, "take_down", judges[judge], body)
        case .hide(let finding, let judge): return try await onPublication(of: finding, "hide", judges[judge])
        case .days(let days):
            try await app.pass(days: days)
            return 200
        }
    }

    static let looked: JSON = ["reason": "Looked at."]

    func release(_ provider: Int) -> JSON {
        ["dataset": .string(releases[provider].dataset), "sequence": 1]
    }

    /// So many days from now, by the platform's clock.
    func day(_ days: Int) async throws -> String {
        let now: Int64? = try await app.asSuperuser { db in
            try db.scalar("SELECT (extract(epoch FROM platform_now()) * 1000000)::bigint")
        }
        return Instant(rawValue: now ?? 0).advanced(byDays: Int64(days)).description
    }

    private func asAuthor(of finding: Int, _ event: String) async throws -> Int {
        try await onVersion(of: finding, event, try await look(at: finding).author)
    }

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

    private func onClearance(of finding: Int, _ provider: Int, _ event: String, _ body: JSON = looked)
        async throws -> Int
    {
        guard let clearance = try await look(at: finding).clearances[provider] else { return 0 }
        let path = "/v1/clearances/\(clearance)"
        return try await app.act(event, at: path, token: officers[provider], body).status
    }

    private func onFlag(_ flag: Int, of finding: Int, _ event: String, by token: (Case, Int) -> String)
        async throws -> Int
    {
        let found = try await look(at: finding)
        guard flag < found.flags.count else { return 0 }
        let (pid, provider) = found.flags[flag]
        return try await app.act(event, at: "/v1/flags/\(pid)", token: token(found, provider)).status
    }

    private func onPublication(of finding: Int, _ event: String, _ token: String, _ body: JSON = looked)
        async throws -> Int
    {
        guard let publication = try await look(at: finding).publication else { return 0 }
        return try await app.act(event, at: "/v1/publications/\(publication)", token: token, body).status
    }

    private func object(_ finding: Int, _ provider: Int, _ passage: Int, _ category: Flag.Category)
        async throws -> Int
    {
        let last = try await look(at: finding)
        guard let clearance = last.clearances[provider], let part = Passage.part(passage, in: last) else {
            return 0
        }
        var body = part
        body["category"] = .string(category.rawValue)
        body["note"] = "Ours."
        return try await app.client.post(
            "/v1/clearances/\(clearance)/flags",
            token: officers[provider],
            .object(body),
            headers: ["If-Match": "*"]
        ).status
    }
}
