// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

extension Serving {
    /// What happened to organisations, persons, invitations, tokens and keys, in its order, with the details.
    fileprivate func auditEvents() async throws -> [String] {
        try await Self.asSuperuser(state) { db in
            try db.scalars(
                """
                SELECT object || '.' || action || ' ' || subject || ' ' || details FROM audit_events
                WHERE object IN ('organisation', 'person', 'invitation', 'token', 'key') ORDER BY id
                """
            )
        }
    }
}

/// `teahouse admin`.
@Suite(.serialized) struct AdminTests {
    @Test func `an organisation that was created has an owner who enrols over HTTP`() async throws {
        try await Serving.run(demo: false) { serving in
            func create() async throws -> CommandLineTool.Result {
                try await serving.command(
                    "admin",
                    "organisation",
                    "create",
                    "--name",
                    "Nordmark University",
                    "--kind",
                    "university",
                    "--owner",
                    "Ada",
                    "--json"
                )
            }
            let made = try await create()
            #expect(made.code == 0)
            let code = try #require(made.json["code"]?.string)
            let enrolled = try await serving.client.post("/v1/enrolments", ["code": .string(code)])
            #expect(enrolled.status == 201)
            let me = try await serving.client.get("/v1/me", token: enrolled.json["token"]?.string)
            #expect(me.json["memberships"]?.array?.first?["role"]?.string == "owner")
            #expect(me.json["memberships"]?.array?.first?["organisation"] == made.json["organisation"])

            let again = try await create()
            #expect(again.code == 1)
            #expect(again.output == "")
            let list = try await serving.command("admin", "organisation", "list", "--json")
            #expect(list.json["items"]?.array?.map { $0["name"]?.string } == ["Nordmark University"])
            let pid = try #require(made.json["organisation"]?.string)
            let suspend = [
                "admin", "organisation", "suspend", pid, "--reason", "R", "--state", serving.state,
            ]
            #expect(try await CommandLineTool.run(suspend).code == 0)
            #expect(try await CommandLineTool.run(suspend).code == 1)
        }
    }

    @Test func `a person's suspension is in force at the next request`() async throws {
        try await Serving.run { serving in
            let token = try serving.token("researcher")
            let pid = try serving.person("researcher")
            #expect(try await serving.client.get("/v1/me", token: token).status == 200)
            let suspended = try await serving.command("admin", "person", "suspend", pid, "--reason", "R")
            #expect(suspended.code == 0)
            #expect(try await serving.client.get("/v1/me", token: token).status == 401)
            #expect(try await serving.command("admin", "person", "suspend", pid, "--reason", "R").code == 1)
            let list = try await serving.command("admin", "person", "list", "--json")
            let row = list.json["items"]?.array?.first { $0["pid"]?.string == pid }
            #expect(row?["state"]?.string == "suspended")
            #expect(try await serving.command("admin", "person", "resume", pid, "--reason", "R").code == 0)
            #expect(try await serving.client.get("/v1/me", token: token).status == 200)
            let nobody = try PID.random(.person).description
            #expect(
                try await serving.command("admin", "person", "suspend", nobody, "--reason", "R").code == 1
            )
        }
    }

    @Test func `a role on the platform is taken away at once, but not the last administrator's`() async throws
    {
        try await Serving.run { serving in
            let token = try serving.token("moderator")
            let pid = try serving.person("moderator")
            func take(_ pid: String, _ role: String) async throws -> CommandLineTool.Result {
                try await serving.command(
                    "admin",
                    "person",
                    "take-role",
                    pid,
                    role,
                    "--reason",
                    "R",
                    "--json"
                )
            }
            #expect(try await serving.client.get("/v1/moderation/queue", token: token).status == 200)
            let taken = try await take(pid, "moderator")
            #expect(taken.code == 0)
            #expect(taken.json["platform_roles"] == [])
            #expect(try await serving.client.get("/v1/moderation/queue", token: token).status == 403)
            let again = try await take(pid, "moderator")
            #expect(again.code == 1)
            #expect(again.error.contains("no moderator"))
            #expect(try await take(pid, "owner").code == 2)
            #expect(try await take(try PID.random(.person).description, "admin").code == 1)

            let admin = try serving.person("admin")
            let last = try await take(admin, "admin")
            #expect(last.code == 1)
            #expect(last.error.contains("last administrator"))
            let suspended = try await serving.command("admin", "person", "suspend", admin, "--reason", "R")
            #expect(suspended.code == 1)
            #expect(suspended.error.contains("last administrator"))
            #expect(
                try await serving.client.get("/v1/moderation/queue", token: try serving.token("admin")).status
                    == 200
            )
        }
    }

    @Test func `what administrators do is written down as what others do, each once`() async throws {
        try await Serving.run { serving in
            let started = try await serving.auditEvents()
            let made = try await serving.command(
                "admin",
                "organisation",
                "create",
                "--name",
                "Upper Reach University",
                "--kind",
                "university",
                "--owner",
                "Ada",
                "--json"
            )
            let organisation = try #require(made.json["organisation"]?.string)
            let first = try #require(made.json["invitation"]?.string)
            func invite(_ name: String, _ roles: [String]) async throws -> String {
                let invited = try await CommandLineTool.run(
                    ["admin", "invite", name, "--json", "--state", serving.state] + roles
                )
                #expect(invited.code == 0, "\(invited.error)")
                return try #require(invited.json["invitation"]?.string)
            }
            let there = ["--organisation", organisation, "--role", "researcher"]
            let second = try await invite("Rita", there)
            let third = try await invite("Mori", ["--platform-role", "moderator"])
            let both = try await invite("Kurt", there + ["--platform-role", "admin"])
            // The route leaves the same.
            let provider = try serving.organisation("provider")
            let fourth = try await serving.client.post(
                "/v1/organisations/\(provider)/invitations",
                token: try serving.token("provider"),
                ["name": "Olga", "roles": ["researcher"]]
            ).expecting(201).json["pid"]?.string

            let leaked = try serving.token("researcher")
            let person = try serving.person("researcher")
            let holders = try await serving.command("admin", "token", "list", person, "--json")
            let token = try #require(holders.json["items"]?.array?.first?["pid"]?.string)
            for _ in 1...2 {
                _ = try await serving.command(
                    "admin",
                    "token",
                    "revoke",
                    "--stdin",
                    "--reason",
                    "leaked",
                    input: leaked + "\n"
                )
            }
            _ = try await serving.command("admin", "token", "revoke", token, "--reason", "again")
            _ = try await serving.command("admin", "person", "suspend", person, "--reason", "lost")
            let rotated = try await serving.command("admin", "rotate-key", "--json")
            let key = try #require(rotated.json["key_id"]?.string)
            #expect(
                try await serving.auditEvents().dropFirst(started.count) == [
                    #"organisation.create \#(organisation) {"name": "Upper Reach University"}"#,
                    "organisation.approve \(organisation) {}",
                    #"organisation.invite \#(organisation) {"invitation": "\#(first)"}"#,
                    #"organisation.invite \#(organisation) {"invitation": "\#(second)"}"#,
                    #"invitation.invite \#(third) {"name": "Mori"}"#,
                    #"organisation.invite \#(organisation) {"invitation": "\#(both)"}"#,
                    #"invitation.invite \#(both) {"name": "Kurt"}"#,
                    #"organisation.invite \#(provider) {"invitation": "\#(fourth ?? "")"}"#,
                    #"token.revoke \#(token) {"reason": "leaked"}"#,
                    #"person.suspend \#(person) {"reason": "lost"}"#,
                    "key.rotate \(key) {}",
                ]
            )
        }
    }

    @Test func `leaked tokens are revoked by their text, others by their public ids`() async throws {
        try await Serving.run { serving in
            let (first, second) = (try serving.token("researcher"), try serving.token("researcher2"))
            let leaked = try await serving.command(
                "admin",
                "token",
                "revoke",
                "--stdin",
                "--reason",
                "leaked",
                "--json",
                input: "\(first)\nnot a token\n"
            )
            #expect(leaked.code == 0)
            #expect(leaked.json["revoked"]?.integer == 1)
            #expect(!leaked.output.contains(first) && !leaked.error.contains(first))
            #expect(try await serving.client.get("/v1/me", token: first).status == 401)
            #expect(try await serving.client.get("/v1/me", token: second).status == 200)

            let list = try await serving.command(
                "admin",
                "token",
                "list",
                try serving.person("researcher2"),
                "--json"
            )
            #expect(list.code == 0 && !list.output.contains(second))
            let pid = try #require(list.json["items"]?.array?.first?["pid"]?.string)
            let named = try await serving.command("admin", "token", "revoke", pid, "--reason", "R", "--json")
            #expect(named.json["revoked"]?.integer == 1)
            #expect(try await serving.client.get("/v1/me", token: second).status == 401)
            #expect(try await serving.command("admin", "token", "revoke", "--reason", "R").code == 2)
        }
    }

    @Test func `a new signing key joins the list of keys`() async throws {
        try await Serving.run(demo: false) { serving in
            let before = try await serving.client.get("/v1/keys").json["key_list"]?["keys"]?.array ?? []
            #expect(before.count == 1)
            let rotated = try await serving.command("admin", "rotate-key", "--json")
            #expect(rotated.code == 0)
            let after = try await serving.client.get("/v1/keys").json["key_list"]?["keys"]?.array ?? []
            #expect(after.count == 2)
            #expect(after.first?["key_id"] == before.first?["key_id"])
            #expect(after.last?["key_id"] == rotated.json["key_id"])
        }
    }

    @Test func `only a demonstration's clock can be moved`() async throws {
        try await Serving.run(demo: false) { serving in
            let refused = try await serving.command("admin", "clock", "advance", "--days", "31")
            #expect(refused.code == 1)
            #expect(refused.error.contains("demo"))
            #expect(try await serving.command("admin", "clock", "advance", "--days", "0").code == 2)
        }
    }

    @Test func `without a running server there is nothing to administer`() async throws {
        try await Serving.withFolder { state in
            let never = try await CommandLineTool.run(["admin", "person", "list", "--state", state])
            #expect(never.code == 3)
            #expect(never.error.contains("teahouse up"))
            let serving = try await Serving.start(state, demo: false)
            await serving.stop()
            let stopped = try await serving.command("admin", "person", "list")
            #expect(stopped.code == 3)
            #expect(!stopped.error.isEmpty)
        }
    }
}
