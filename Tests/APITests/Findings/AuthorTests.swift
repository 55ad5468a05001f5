// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/findings/{pid}/authors`.
@Suite struct AuthorTests {
    @Test func `whoever is invited is an author once they accept, and may leave again`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            let (other, token) = try await app.person("Bo", in: finding.university, as: [.researcher])
            #expect(try await finding.get(as: token).status == 404)
            let invited = try await app.inviteAuthor(other, to: finding.pid, by: finding.token).expecting(200)
            #expect(invited.json["items"]?.array?.count == 1)
            let name = invited.json["invited"]?.array?.first
            #expect(name?["person"]?.string == other.pid.description)
            #expect(name?["invited_by"]?.string == finding.author.pid.description)
            // Not an author yet, and shown what there is to decide.
            #expect(try await finding.get(as: token).status == 404)
            let own = try await app.client.get("/v1/me/author-invitations", token: token).expecting(200)
            #expect(own.json["items"]?.array?.map { $0["finding"]?.string } == [finding.pid])
            #expect(own.json["items"]?.array?.first?["title"] == "Wear of pumps")
            #expect(own.json["items"]?.array?.first?["invited_by_name"] == "Rita")

            _ = try await app.answerInvitation("accept", by: token).expecting(204)
            let list = try await app.client.get(path, token: token)
            let names = list.json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(Set(names) == ["Rita", "Bo"])
            #expect(list.json["invited"] == [])
            #expect(try await app.client.get("/v1/me/author-invitations", token: token).json["items"] == [])
            let again = try await app.inviteAuthor(other, to: finding.pid, by: finding.token).expecting(200)
            #expect(again.json["items"]?.array?.count == 2)
            #expect(again.json["invited"] == [])
            #expect(try await finding.patch(["title": "Ours"], as: token).status == 200)
            #expect(try await app.client.get("/v1/findings", token: token).json["items"]?.array?.count == 1)

            let leaving = "\(path)/\(other.pid)"
            let left = try await app.client.send("DELETE", leaving, token: token, headers: ["If-Match": "*"])
            #expect(left.status == 204)
            #expect(try await finding.get(as: token).status == 404)
            let founder = "\(path)/\(finding.author.pid)"
            let last = try await app.client.send(
                "DELETE",
                founder,
                token: finding.token,
                headers: ["If-Match": "*"]
            )
            #expect(last.status == 409)
            #expect(last.code == "last_author")
        }
    }

    @Test func `nobody else takes out whoever began it, who may leave`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            try await app.addAuthor(bo, to: finding.pid, by: finding.token)
            let founder = "/v1/findings/\(finding.pid)/authors/\(finding.author.pid)"
            let matched = ["If-Match": "*"]
            let refused = try await app.client.send("DELETE", founder, token: bo.token, headers: matched)
            #expect(refused.status == 403)
            #expect(refused.code == "creator")
            #expect(
                try await app.client.send("DELETE", founder, token: finding.token, headers: matched).status
                    == 204
            )
            #expect(try await finding.get().status == 404)
            #expect(try await finding.patch(["title": "Mine"], as: bo.token).status == 200)
        }
    }

    @Test func `an invitation is its person's alone, and worth nothing once it is over`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            let stranger = try await app.person("Sten").token
            _ = try await app.inviteAuthor(bo.person, to: finding.pid, by: finding.token).expecting(200)
            let own = try await app.client.get("/v1/me/author-invitations", token: bo.token)
            let path = "/v1/me/author-invitations/\(own.json["items"]?.array?.first?["pid"]?.string ?? "")"
            #expect(try await app.client.get(path, token: bo.token).status == 200)
            for token in [stranger, finding.token] {
                #expect(try await app.client.get(path, token: token).status == 404)
                #expect(try await app.act("accept", at: path, token: token, [:]).status == 404)
            }
            #expect(try await app.answerInvitation("decline", by: bo.token).status == 204)
            #expect(try await app.act("accept", at: path, token: bo.token, [:]).status == 404)

            // Taken back.
            _ = try await app.inviteAuthor(bo.person, to: finding.pid, by: finding.token).expecting(200)
            let place = "/v1/findings/\(finding.pid)/authors/\(bo.person.pid)"
            let back = try await app.client.send(
                "DELETE",
                place,
                token: finding.token,
                headers: ["If-Match": "*"]
            )
            #expect(back.status == 204)
            #expect(try await app.answerInvitation("accept", by: bo.token).status == 404)
            // Too old.
            _ = try await app.inviteAuthor(bo.person, to: finding.pid, by: finding.token).expecting(200)
            try await app.advanceClock(days: Deadlines.invitation)
            #expect(try await app.answerInvitation("accept", by: bo.token).status == 404)
            #expect(try await finding.get(as: bo.token).status == 404)
        }
    }

    @Test func `it ends with the authorship of whoever made it, and is looked at again when it is accepted`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            let third = try await app.person("Cleo", in: finding.university, as: [.researcher])
            let fourth = try await app.person("Dana", in: finding.university, as: [.researcher])
            try await app.addAuthor(bo, to: finding.pid, by: finding.token)
            _ = try await app.inviteAuthor(third.person, to: finding.pid, by: bo.token).expecting(200)
            _ = try await app.inviteAuthor(fourth.person, to: finding.pid, by: finding.token).expecting(200)
            let place = "/v1/findings/\(finding.pid)/authors/\(bo.person.pid)"
            _ = try await app.client.send("DELETE", place, token: finding.token, headers: ["If-Match": "*"])
                .expecting(204)
            #expect(try await app.answerInvitation("accept", by: third.token).status == 404)
            let ended: Int64? = try await app.asSuperuser { db in
                try db.scalar(
                    "SELECT count(*) FROM audit_events WHERE object = 'author_invitation' AND action = 'void'"
                )
            }
            #expect(ended == 1)
            // What was lost unseen.
            try await app.asSuperuser { db in
                try db.execute("SET session_replication_role = replica")
                try db.execute("UPDATE persons SET state = 'suspended' WHERE id = \(finding.author.id)")
                try db.execute("SET session_replication_role = origin")
            }
            #expect(try await app.answerInvitation("accept", by: fourth.token).status == 404)
        }
    }

    @Test func `authors do not change while a version is before its gates`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            let late = try await app.person("Lea", in: finding.university, as: [.researcher])
            try await app.addAuthor(bo, to: finding.pid, by: finding.token)
            _ = try await app.inviteAuthor(late.person, to: finding.pid, by: finding.token).expecting(200)
            _ = try await finding.submit().expecting(200)
            func fixed() async throws {
                let place = "/v1/findings/\(finding.pid)/authors/\(bo.person.pid)"
                let answers = [
                    try await app.inviteAuthor(late.person, to: finding.pid, by: bo.token),
                    try await app.answerInvitation("accept", by: late.token),
                    try await app.client.send("DELETE", place, token: bo.token, headers: ["If-Match": "*"]),
                ]
                for answer in answers {
                    #expect(answer.status == 409)
                    #expect(answer.code == "authors_fixed")
                }
            }
            try await fixed()
            // Nor while a later draft is written.
            _ = try await finding.nextVersion().expecting(201)
            try await fixed()
            _ = try await finding.act("request_changes", as: finding.moderator).expecting(200)
            #expect(try await app.answerInvitation("accept", by: late.token).status == 204)
        }
    }

    @Test func `of a submission and an acceptance at once, one waits for the other`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            _ = try await app.inviteAuthor(bo.person, to: finding.pid, by: finding.token).expecting(200)
            try await app.hold(
                """
                UPDATE finding_versions
                SET state = 'submitted', submitted_at = platform_now(), due_at = platform_now() + interval '90 days'
                WHERE finding = (SELECT id FROM findings WHERE pid = \(finding.pid))
                """
            ) { letGo in
                async let accepted = app.answerInvitation("accept", by: bo.token)
                try await app.untilBlocked()
                letGo()
                #expect(try await accepted.code == "authors_fixed")
            }
        }
    }

    @Test func `one author's retraction ends a version, and not the finding`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let bo = try await app.person("Bo", in: finding.university, as: [.researcher])
            try await app.addAuthor(bo, to: finding.pid, by: finding.token)
            _ = try await finding.submit().expecting(200)
            _ = try await finding.act("retract", as: bo.token).expecting(200)
            let next = try await finding.nextVersion().expecting(201)
            #expect(next.json["version"]?.integer == 2)
            let again = try await finding.submit(version: 2).expecting(200)
            #expect(again.json["state"] == "submitted")
        }
    }

    @Test func `authors are persons who are known and active`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            for person in [PID(kind: .person, bits: 9).description, finding.pid, "pe-1", ""] {
                let refused = try await app.client.post(
                    path,
                    token: finding.token,
                    ["person": .string(person)],
                    headers: ["If-Match": "*"]
                )
                #expect(refused.status == 422)
                #expect(refused.pointers == ["/person"])
            }
            let (gone, _) = try await app.person("Gone")
            try await app.asSuperuser { db in
                try db.execute("UPDATE persons SET state = 'suspended' WHERE id = \(gone.id)")
            }
            let suspended: JSON = ["person": .string(gone.pid.description)]
            #expect(
                try await app.client.post(path, token: finding.token, suspended, headers: ["If-Match": "*"])
                    .pointers == ["/person"]
            )
            let malformed = try await app.client.post(
                path,
                token: finding.token,
                ["persons": []],
                headers: ["If-Match": "*"]
            )
            #expect(malformed.pointers == ["/person", "/persons"])
            let broken = try await app.client.send(
                "POST",
                path,
                token: finding.token,
                body: [123],
                headers: ["If-Match": "*"]
            )
            #expect(broken.code == "bad_json")
            let none = "\(path)/\(PID(kind: .person, bits: 9))"
            #expect(
                try await app.client.send("DELETE", none, token: finding.token, headers: ["If-Match": "*"])
                    .status == 404
            )
        }
    }

    @Test func `strangers find no authors, and moderators name none`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let path = "/v1/findings/\(finding.pid)/authors"
            let (person, stranger) = try await app.person("Sten")
            let unknownPath = "/v1/findings/\(unknownFinding)/authors"
            let unknown = try await app.client.get(unknownPath, token: stranger)
            let body: JSON = ["person": .string(person.pid.description)]
            let own = "\(path)/\(finding.author.pid)"
            #expect(try await app.client.get(path, token: stranger).isHidden(like: unknown))
            #expect(
                try await app.client.post(path, token: stranger, body, headers: ["If-Match": "*"]).isHidden(
                    like: unknown
                )
            )
            #expect(
                try await app.client.send("DELETE", own, token: stranger, headers: ["If-Match": "*"])
                    .isHidden(like: unknown)
            )
            #expect(
                try await app.client.post(path, token: finding.moderator, body, headers: ["If-Match": "*"])
                    .code == "role"
            )
            #expect(
                try await app.client.send("DELETE", own, token: finding.moderator, headers: ["If-Match": "*"])
                    .code == "role"
            )
            let reader = try await app.person("Rike", scopes: [.read]).token
            #expect(
                try await app.client.post(path, token: reader, body, headers: ["If-Match": "*"]).code
                    == "scope"
            )
            #expect(
                try await app.client.send("DELETE", own, token: reader, headers: ["If-Match": "*"]).code
                    == "scope"
            )
        }
    }
}
