// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `GET …/files/{name}`: downloads under a grant, whole and in part.
@Suite struct DownloadTests {
    @Test func `a grant opens the file, and the log has the download`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let path = fixture.path + "/files/pumps.csv"
            let refused = try await app.client.get(path, token: researcher)
            #expect(refused.status == 403)
            #expect(refused.code == "agreement_required")
            #expect(try await app.client.get(path).status == 401)
            #expect(try await app.grantAccess(to: fixture, for: researcher).status == 200)

            let file = try await app.client.get(path, token: researcher)
            #expect(file.status == 200)
            #expect(file.body == TestApp.pumps)
            #expect(file["content-type"] == "text/csv")
            #expect(file["accept-ranges"] == "bytes")
            #expect(file["etag"]?.hasPrefix("\"sha256:") == true)
            #expect(file["repr-digest"]?.hasPrefix("sha-256=:") == true)
            #expect(
                file["content-disposition"]
                    == "attachment; filename=\"pumps.csv\"; filename*=UTF-8''pumps.csv"
            )
            #expect(try await log(app) == ["0-\(TestApp.pumps.count - 1) granted"])
            #expect(
                try await app.client.get(fixture.path + "/files/none.csv", token: researcher).status == 404
            )
        }
    }

    @Test func `a part is 206, one behind the end 416, and the log has the bytes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let path = fixture.path + "/files/pumps.csv"
            let size = TestApp.pumps.count
            func get(_ headers: [String: String], _ method: String = "GET") async throws -> TestResponse {
                try await app.client.send(method, path, token: fixture.officer, headers: headers)
            }
            let part = try await get(["Range": "bytes=2-5"])
            #expect(part.status == 206)
            #expect(part.body == Array(TestApp.pumps[2...5]))
            #expect(part["content-range"] == "bytes 2-5/\(size)")
            #expect(part["content-length"] == "4")
            let end = try await get(["Range": "bytes=-3"])
            #expect(end.body == Array(TestApp.pumps.suffix(3)))
            let behind = try await get(["Range": "bytes=\(size)-"])
            #expect(behind.status == 416)
            #expect(behind["content-range"] == "bytes */\(size)")
            #expect(try await get(["Range": "bytes=0-1,4-5"]).status == 200)
            #expect(try await get(["Range": "lines=0-1"]).status == 200)

            let etag = part["etag"] ?? ""
            #expect(try await get(["Range": "bytes=0-1", "If-Range": etag]).status == 206)
            #expect(try await get(["Range": "bytes=0-1", "If-Range": "\"other\""]).body.count == size)
            #expect(try await get(["Range": "bytes=0-1", "If-Range": "W/" + etag]).status == 200)
            #expect(try await get(["If-None-Match": etag]).status == 304)
            #expect(try await get(["If-Match": "\"other\""]).status == 412)
            let head = try await get(["Range": "bytes=0-1"], "HEAD")
            #expect(head.status == 200)
            #expect(head["content-length"] == "\(size)")
            #expect(head.body.isEmpty)
            let whole = "0-\(size - 1) none"
            #expect(
                try await log(app) == [
                    "2-5 none", "\(size - 3)-\(size - 1) none", whole, whole, "0-1 none", whole, whole,
                ]
            )
        }
    }

    @Test func `a grant ends with its time, with its revocation and with the membership`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let path = fixture.path + "/files/pumps.csv"
            let university = try await app.organisation(.university, "Nordmark University")
            let (person, researcher) = try await app.person("Rita", in: university, as: [.researcher])
            let granted = try await app.grantAccess(to: fixture, for: researcher)
            let second = try await self.researcher(app, "Second University")
            _ = try await app.grantAccess(to: fixture, for: second)
            #expect(try await app.client.get(path, token: researcher).status == 200)

            _ = try await app.client.post(
                "/v1/access-requests/\(granted.json["pid"]?.string ?? "")/actions/revoke",
                token: fixture.officer,
                ["reason": "The project is over."],
                headers: ["If-Match": "*"]
            )
            #expect(try await app.client.get(path, token: researcher).code == "agreement_required")
            _ = try await app.grantAccess(to: fixture, for: researcher)
            #expect(try await app.client.get(path, token: researcher).status == 200)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(person.id)")
            }
            #expect(try await app.client.get(path, token: researcher).code == "agreement_required")

            try await app.advanceClock(days: 80)
            #expect(try await app.client.get(path, token: second).status == 200)
            try await app.asSuperuser { db in
                try db.execute("UPDATE access_requests SET due_at = platform_now() WHERE state = 'granted'")
            }
            #expect(try await app.client.get(path, token: second).code == "agreement_required")
        }
    }

    @Test func `nothing is downloaded before the release, while suspended, or once retired`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let path = fixture.path + "/files/pumps.csv"
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            #expect(try await app.client.get(path, token: fixture.officer).code == "not_released")
            #expect(try await app.client.get(path, token: try await researcher(app)).status == 404)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
            _ = try await app.measure(fixture)
            _ = try await app.act("release", on: fixture, token: fixture.moderator)
            #expect(try await app.client.get(path, token: fixture.officer).status == 200)
            _ = try await app.act("suspend", on: fixture, token: fixture.officer)
            #expect(try await app.client.get(path, token: fixture.officer).code == "suspended")
            _ = try await app.act("retire", on: fixture, token: fixture.officer)
            let gone = try await app.client.get(path, token: fixture.officer)
            #expect(gone.status == 410)
            #expect(gone.code == "retired")
        }
    }

    private func researcher(_ app: TestApp, _ name: String = "Nordmark University") async throws -> String {
        let university = try await app.organisation(.university, name)
        return try await app.person("Rita", in: university, as: [.researcher]).token
    }

    /// The log of downloads in order: first and last byte, and the state of the grant.
    private func log(_ app: TestApp) async throws -> [String] {
        try await app.asSuperuser { db in
            try db.scalars(
                """
                SELECT first_byte || '-' || last_byte || ' ' || coalesce(a.state, 'none')
                FROM downloads l LEFT JOIN access_requests a ON a.id = l.access_request
                ORDER BY l.at, l.id
                """
            )
        }
    }
}
