// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Server
import Store
import TestSupport
import Testing

/// One person with one token can neither fill the tables nor the disk, nor close the service.
@Suite struct AbuseShares {
    private static func limit(_ share: Share, to amount: Int64, _ app: TestApp) async throws {
        try await app.asSuperuser { db in try ShareLimitStore(db).set(share, to: amount) }
    }

    private static func used(_ share: Share, _ app: TestApp) async throws -> Int64 {
        try await app.asSuperuser { db in
            try db.scalar("SELECT sum(used)::bigint FROM share_uses WHERE share = \(share.rawValue)")
        } ?? 0
    }

    private static func expectSpent(_ answer: TestResponse, _ status: Int, _ policy: String) {
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.code == "share_spent")
        #expect(answer["ratelimit-policy"] == policy)
        #expect(answer["ratelimit"]?.hasSuffix(";r=0") == true)
    }

    private static func draft(_ token: String, _ app: TestApp) async throws -> TestResponse {
        try await app.client.post(
            "/v1/findings",
            token: token,
            [
                "title": "A title", "abstract": "An abstract.", "language": "en", "kind": "solution",
                "license": "CC-BY-4.0",
            ]
        )
    }

    @Test func `tokens, also those that were revoked a moment ago, are so many of one person`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.personTokens, to: 3, app)
            let ada = try await app.person("Ada").token
            func make() async throws -> TestResponse {
                try await app.client.post("/v1/tokens", token: ada, ["name": "one", "scopes": ["read"]])
            }
            let made = try await make().expecting(201)
            #expect(try await make().status == 201)
            Self.expectSpent(try await make(), 409, "\"person-tokens\";q=3;qu=\"tokens\"")
            let pid = made.json["pid"]?.string ?? ""
            #expect(try await app.client.send("DELETE", "/v1/tokens/\(pid)", token: ada).status == 204)
            #expect(try await make().status == 409)
            try await app.advanceClock(days: 2)
            #expect(try await make().status == 201)
            // Somebody else's share is their own.
            let other = try await app.person("Bea").token
            let body: JSON = ["name": "one", "scopes": ["read"]]
            #expect(try await app.client.post("/v1/tokens", token: other, body).status == 201)
        }
    }

    @Test func `drafts are so many of one person, and one that is retracted makes room`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.personDrafts, to: 1, app)
            let house = try await app.organisation(.university, "House")
            let ada = try await app.person("Ada", in: house, as: [.researcher])
            _ = try await Self.draft(ada.token, app).expecting(201)
            Self.expectSpent(
                try await Self.draft(ada.token, app),
                409,
                "\"person-drafts\";q=1;qu=\"drafts\""
            )
            // An own limit goes before everybody's.
            let pid = ada.person.pid
            try await app.asSuperuser { db in
                _ = try ShareLimitStore(db).set(.personDrafts, to: 2, for: pid)
            }
            #expect(try await Self.draft(ada.token, app).status == 201)
            #expect(try await Self.draft(ada.token, app).status == 409)
        }
    }

    @Test func `open invitations and drafts are so many of one organisation`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.organisationInvitations, to: 2, app)
            try await Self.limit(.organisationDrafts, to: 2, app)
            let house = try await app.organisation(.enterprise, "House")
            let owner = try await app.person("Otto", in: house, as: [.owner]).token
            let officer = try await app.person("Olga", in: house, as: [.dataOfficer]).token
            let path = "/v1/organisations/\(house.pid)/invitations"
            let body: JSON = ["name": "Ina", "roles": ["researcher"]]
            for _ in 1...2 { _ = try await app.client.post(path, token: owner, body).expecting(201) }
            Self.expectSpent(
                try await app.client.post(path, token: owner, body),
                409,
                "\"organisation-invitations\";q=2;qu=\"invitations\""
            )
            let dataset: JSON = [
                "organisation": .string(house.pid.description), "title": "Pumps",
                "description": "Pumps of a harbour.", "keywords": ["pumps"],
            ]
            for _ in 1...2 {
                _ = try await app.client.post("/v1/datasets", token: officer, dataset).expecting(201)
            }
            Self.expectSpent(
                try await app.client.post("/v1/datasets", token: officer, dataset),
                409,
                "\"organisation-drafts\";q=2;qu=\"drafts\""
            )
        }
    }

    @Test func `of two that take the last of a share at once, one gets it`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.personTokens, to: 2, app)
            let ada = try await app.person("Ada")
            let person = ada.person.id
            // The row of the share is held, so that both have made theirs and count only when they may.
            try await app.hold(
                """
                INSERT INTO share_uses (share, holder) VALUES ('person-tokens', \(person))
                ON CONFLICT (holder, share) DO UPDATE SET used = share_uses.used
                """
            ) { letGo in
                let racing = Task {
                    try await withThrowingTaskGroup(of: Int.self) { group in
                        for _ in 1...2 {
                            group.addTask {
                                let body: JSON = ["name": "one", "scopes": ["read"]]
                                return try await app.client.post("/v1/tokens", token: ada.token, body).status
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                }
                try await app.untilBlocked(2)
                letGo()
                #expect(try await racing.value.sorted() == [201, 409])
            }
        }
    }

    @Test func `bytes count from the announcement on, for their bringer and the provider`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.organisationBytes, to: 100, app)
            let fixture = try await app.draftRelease()
            let table = Array("a,b\n1,2\n".utf8)
            #expect(try await app.upload(table, as: "a.csv", to: fixture).status == 201)
            #expect(try await Self.used(.organisationBytes, app) == 8)
            #expect(try await Self.used(.personBytes, app) == 8)
            #expect(try await Self.used(.personFiles, app) == 1)
            // The same bytes again are no more.
            #expect(try await app.upload(table, as: "b.csv", to: fixture).status == 201)
            #expect(try await Self.used(.personBytes, app) == 8)
            // One that is under way has its bytes already.
            let connection = try RawConnection(port: app.client.port)
            await connection.send(
                "PUT \(fixture.path)/files/c.csv HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(fixture.officer)\r\n"
                    + "Content-Type: text/csv\r\nContent-Length: 80\r\n"
                    + "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n\r\na,b\n"
            )
            while try await Self.used(.organisationBytes, app) != 88 { await Task.yield() }
            let other = Array("a,b\n3,4\n5,6\n7,8\n".utf8)
            Self.expectSpent(
                try await app.upload(other, as: "d.csv", to: fixture),
                507,
                "\"organisation-bytes\";q=100;qu=\"content-bytes\""
            )
            // It breaks off, and counts no longer.
            await connection.finish()
            _ = await connection.read()
            while try await Self.used(.organisationBytes, app) != 8 { await Task.yield() }
            #expect(try await app.upload(other, as: "d.csv", to: fixture).status == 201)
        }
    }

    @Test func `replaced bytes count until they are gone from the retired`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            for number in 1...3 {
                let table = Array("a,b\n1,\(number)\n".utf8)
                #expect(try await app.upload(table, as: "a.csv", to: fixture).status == 201)
            }
            #expect(try await Self.used(.personBytes, app) == 24)
            let store = try FileStore(directory: app.state.files)
            let old = Date.now.addingTimeInterval(-200_000)
            for name in try FileManager.default.subpathsOfDirectory(atPath: store.directory + "/sha256") {
                try FileManager.default.setAttributes(
                    [.modificationDate: old],
                    ofItemAtPath: "\(store.directory)/sha256/\(name)"
                )
            }
            #expect(try await app.sweepFiles().retired == 2)
            #expect(try await Self.used(.personBytes, app) == 24)
            // After their time they are gone, and free.
            let retired = store.directory + "/retired"
            for day in try FileManager.default.contentsOfDirectory(atPath: retired) {
                try FileManager.default.moveItem(atPath: "\(retired)/\(day)", toPath: retired + "/2020-01-01")
            }
            #expect(try await app.sweepFiles().gone == 2)
            #expect(try await Self.used(.personBytes, app) == 8)
            #expect(try await Self.used(.personFiles, app) == 1)
        }
    }

    @Test func `what a restored database names again comes back from the retired`() async throws {
        try await TestApp.run { app in
            let store = try FileStore(directory: app.state.files)
            let digest = try store.store(Array("abc".utf8))
            #expect(try store.sweep(keeping: [], age: -1).files == 1)
            #expect(!store.contains(digest))
            #expect(try store.retiredPath(of: digest) != nil)
            #expect(try store.reclaim(digest))
            #expect(store.contains(digest))
            #expect(try store.condition(of: digest) == .whole)
        }
    }

    @Test func `an upload that would take what is kept free is refused before its bytes`() async throws {
        var storage = StorageOptions()
        storage.reserve = .max / 2
        try await TestApp.run(storage: storage) { app in
            let fixture = try await app.draftRelease()
            let refused = try await app.upload(Array("a,b\n1,2\n".utf8), as: "a.csv", to: fixture)
            #expect(refused.status == 507)
            #expect(refused.code == "storage_full")
            #expect(refused["ratelimit-policy"] == "\"reserve\";q=\(Int64.max / 2);qu=\"content-bytes\"")
            let metrics = try await app.client.get("/metrics").text
            #expect(metrics.contains("teahouse_limit_hits_total{limit=\"reserve\"} 1"))
        }
    }

    @Test func `a draft has so many files`() async throws {
        try await TestApp.run { app in
            try await Self.limit(.draftFiles, to: 1, app)
            let fixture = try await app.draftRelease()
            let table = Array("a,b\n1,2\n".utf8)
            #expect(try await app.upload(table, as: "a.csv", to: fixture).status == 201)
            Self.expectSpent(
                try await app.upload(table, as: "b.csv", to: fixture),
                409,
                "\"draft-files\";q=1;qu=\"files\""
            )
            // In the place of the other it is no more.
            #expect(try await app.upload(table, as: "a.csv", to: fixture).status == 201)
        }
    }
}
