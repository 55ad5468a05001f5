// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport

/// What authors write, and who is one.
extension World {
    /// Makes a draft of the last version unless that is one, and puts it before the gates.
    func submit(_ finding: Int, _ draft: Draft) async throws -> Int {
        let last = try await look(at: finding)
        let pid = findings[finding]
        let author = last.author
        var number = last.number
        if last.state != "draft" {
            let made = try await app.client.post("/v1/findings/\(pid)/versions", token: author)
            guard made.status == 201 else { return made.status }
            number += 1
        }
        let version = "/v1/findings/\(pid)/versions/\(number)"
        var said: [String: JSON] = [
            "title": .string(Draft.titles[draft.title]), "abstract": .string(draft.abstract),
            "release_at": draft.embargo == 0 ? .null : .string(try await day(draft.embargo)),
        ]
        if finding == 0 { said["problem"] = draft.isAnswer ? .string(problem) : .null }
        let listed = releases.indices.filter { draft.releases >> $0 & 1 == 1 }.map(release)
        let changes: [(String, String, JSON)] = [
            ("PATCH", version, .object(said)), ("PUT", version + "/releases", ["releases": .array(listed)]),
        ]
        for (method, path, body) in changes {
            let changed = try await app.client.send(
                method,
                path,
                token: author,
                body: body.canonical,
                headers: ["If-Match": "*"]
            )
            guard changed.status == 200 else { return changed.status }
        }
        let put = try await app.put(Passage.text(draft.text), as: "result.md", into: version, by: author)
        guard put.status == 200 || put.status == 201 else { return put.status }
        // By the book: what authors ask for twice in ten days is refused.
        return try await app.client.post(
            version + "/actions/submit",
            token: author,
            headers: ["If-Match": "*"]
        ).status
    }

    /// What is asked of people, and what they do about it.
    func people(_ call: Call) async throws -> Int {
        switch call {
        case .askReview(let finding, let judge):
            let number = try await look(at: finding).number
            return try await app.client.post(
                "/v1/findings/\(findings[finding])/versions/\(number)/reviews",
                token: judges[judge],
                ["reviewer": .string(people[Self.reviewer].person.pid.description)]
            ).status
        case .review(let finding, let event):
            guard let review = try await look(at: finding).review else { return 0 }
            let advice: JSON = [
                "recommendation": "accept", "text": "Sound.",
                "scores": ["soundness": 4, "significance": 3, "clarity": 5, "reproducibility": 2],
            ]
            return try await app.act(
                event,
                at: "/v1/reviews/\(review)",
                token: people[Self.reviewer].token,
                event == "give" ? advice : Self.looked
            ).status
        case .invite(let finding, let person):
            let author = try await look(at: finding).author
            return try await app.inviteAuthor(people[person].person, to: findings[finding], by: author).status
        case .join(let finding, let person, let event):
            guard let invitation = try await look(at: finding).invitations[person] else { return 0 }
            let path = "/v1/me/author-invitations/\(invitation)"
            return try await app.act(event, at: path, token: people[person].token, [:]).status
        case .leave(let finding, let person):
            return try await delete(
                "/v1/findings/\(findings[finding])/authors/\(people[person].person.pid)",
                as: people[person].token
            )
        case .leaveHouse(let person):
            guard let house = houses[person] else { return 0 }
            return try await delete(
                "/v1/organisations/\(house.pid)/memberships/\(people[person].person.pid)/researcher",
                as: people[person].token
            )
        default: return 0
        }
    }

    private func delete(_ path: String, as token: String) async throws -> Int {
        try await app.client.send("DELETE", path, token: token, headers: ["If-Match": "*"]).status
    }
}
