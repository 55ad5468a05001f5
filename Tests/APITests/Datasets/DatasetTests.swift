// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `/v1/datasets`.
@Suite struct DatasetTests {
    @Test func `a data officer makes a dataset that others do not see yet`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let path = "/v1/datasets/\(fixture.dataset)"
            let mine = try await app.client.get(path, token: fixture.officer)
            #expect(mine.status == 200)
            #expect(mine.json["organisation"]?.string == fixture.provider.pid.description)
            #expect(mine.json["releases"]?.array?.first?["state"]?.string == "draft")
            #expect(mine.actions == ["begin_release"])

            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.dataOfficer]).token
            let hidden = try await app.client.get(path, token: stranger)
            let unknown = try await app.client.get("/v1/datasets/ds-000000000000", token: stranger)
            #expect(hidden.status == 404)
            #expect(hidden.code == unknown.code)
            #expect(try await app.client.get(path).status == 404)

            let filter = "/v1/datasets?organisation=\(fixture.provider.pid)"
            #expect(try await app.client.get(filter, token: fixture.officer).json["items"]?.array?.count == 1)
            #expect(try await app.client.get(filter, token: stranger).json["items"]?.array == [])
            #expect(try await app.client.get(filter).json["items"]?.array == [])
        }
    }

    @Test func `what is released is listed and described for everybody`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let list = try await app.client.get("/v1/datasets")
            #expect(list.json["items"]?.array?.first?["pid"]?.string == fixture.dataset)
            #expect(list.json["items"]?.array?.first?["latest_release"]?["sequence"]?.integer == 1)
            let one = try await app.client.get("/v1/datasets/\(fixture.dataset)")
            #expect(one.json["title"]?.string == "Pumps")
            #expect(one.actions == [])
            let again = try await app.client.get(
                "/v1/datasets/\(fixture.dataset)",
                headers: ["If-None-Match": one["etag"] ?? ""]
            )
            #expect(again.status == 304)
        }
    }

    @Test func `what is public of a dataset's text a moderator has read with a release`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let path = "/v1/datasets/\(fixture.dataset)"
            func titles() async throws -> [String?] {
                [
                    try await app.client.get(path).json["title"]?.string,
                    try await app.client.get("/v1/datasets").json["items"]?.array?.first?["title"]?.string,
                    try await app.client.get("/v1/search?q=works").json["items"]?.array?.first?["title"]?
                        .string,
                ]
            }
            let changed = try await app.client.send(
                "PATCH",
                path,
                token: fixture.officer,
                body: Array(#"{"title":"Pumps of the works"}"#.utf8),
                headers: ["If-Match": "*"]
            ).expecting(200)
            #expect(changed.json["title"]?.string == "Pumps of the works")
            #expect(try await titles() == ["Pumps", "Pumps", nil])
            let next = try await app.nextRelease(of: fixture)
            // The moderator reads it with the release.
            let read = try await app.client.get(next.path, token: fixture.moderator).expecting(200)
            #expect(read.json["title"]?.string == "Pumps of the works")
            #expect(read.json["dataset_description"]?.string == "Pumps of a harbour, by region.")
            #expect(try await titles() == ["Pumps", "Pumps", nil])
            _ = try await app.act("release", on: next, token: fixture.moderator).expecting(200)
            #expect(try await titles() == ["Pumps of the works", "Pumps of the works", "Pumps of the works"])
        }
    }

    @Test func `only a data officer of the organisation makes a dataset`() async throws {
        try await TestApp.run { app in
            let provider = try await app.organisation(.enterprise, "Hafenwerk")
            let body: JSON = [
                "organisation": .string(provider.pid.description), "title": "T", "description": "D",
            ]
            let owner = try await app.person("Otto", in: provider, as: [.owner]).token
            let refused = try await app.client.post("/v1/datasets", token: owner, body)
            #expect(refused.status == 403)
            #expect(refused.code == "role")

            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.dataOfficer]).token
            #expect(try await app.client.post("/v1/datasets", token: stranger, body).status == 403)

            let reader = try await app.person("Rita", in: provider, as: [.dataOfficer], scopes: [.read]).token
            #expect(try await app.client.post("/v1/datasets", token: reader, body).code == "scope")
            #expect(try await app.client.post("/v1/datasets", body).status == 401)
        }
    }

    @Test func `a malformed body is refused field by field`() async throws {
        try await TestApp.run { app in
            let provider = try await app.organisation(.enterprise, "Hafenwerk")
            let officer = try await app.person("Olga", in: provider, as: [.dataOfficer]).token
            let response = try await app.client.post(
                "/v1/datasets",
                token: officer,
                ["organisation": "or-1", "title": "", "extra": 1]
            )
            #expect(response.status == 422)
            let pointers = response.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
            #expect(Set(pointers) == ["/organisation", "/title", "/description", "/extra"])
            #expect(try await app.client.get("/v1/datasets?page=2").status == 400)
            #expect(try await app.client.get("/v1/datasets?cursor=AAAA").code == "bad_cursor")
        }
    }

    @Test func `a change needs the present entity tag`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let path = "/v1/datasets/\(fixture.dataset)"
            let etag = try await app.client.get(path, token: fixture.officer)["etag"] ?? ""
            func patch(_ headers: [String: String]) async throws -> TestResponse {
                try await app.client.send(
                    "PATCH",
                    path,
                    token: fixture.officer,
                    body: Array(#"{"title":"Pumps and valves","keywords":[]}"#.utf8),
                    headers: headers
                )
            }
            #expect(try await patch([:]).status == 428)
            let changed = try await patch(["If-Match": etag])
            #expect(changed.status == 200)
            #expect(changed.json["title"]?.string == "Pumps and valves")
            #expect(changed.json["description"]?.string == "Pumps of a harbour, by region.")
            #expect(changed.json["keywords"]?.array == [])
            #expect(try await patch(["If-Match": etag]).status == 412)
        }
    }

    @Test func `a repeated request with a key makes one dataset, another request with the key none`()
        async throws
    {
        try await TestApp.run { app in
            let provider = try await app.organisation(.enterprise, "Hafenwerk")
            let officer = try await app.person("Olga", in: provider, as: [.dataOfficer]).token
            func create(_ title: String) async throws -> TestResponse {
                try await app.client.post(
                    "/v1/datasets",
                    token: officer,
                    [
                        "organisation": .string(provider.pid.description), "title": .string(title),
                        "description": "D",
                    ],
                    headers: ["Idempotency-Key": "once"]
                )
            }
            let first = try await create("T")
            let second = try await create("T")
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.body == first.body)
            #expect(second["location"] == first["location"])
            #expect(try await create("U").code == "idempotency_key_reused")
            let list = try await app.client.get("/v1/datasets?organisation=\(provider.pid)", token: officer)
            #expect(list.json["items"]?.array?.count == 1)
        }
    }

    @Test func `lists go on behind their cursor`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            for number in 1...2 {
                _ = try await app.client.post(
                    "/v1/datasets",
                    token: fixture.officer,
                    [
                        "organisation": .string(fixture.provider.pid.description),
                        "title": .string("Further \(number)"), "description": "D",
                    ]
                )
            }
            var path: String? = "/v1/datasets?organisation=\(fixture.provider.pid)&limit=2"
            var titles: [String] = []
            while let next = path {
                let page = try await app.client.get(next, token: fixture.officer)
                titles += page.json["items"]?.array?.compactMap { $0["title"]?.string } ?? []
                path = page["link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            }
            #expect(titles == ["Further 2", "Further 1", "Pumps"])
        }
    }
}
