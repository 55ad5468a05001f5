// SPDX-License-Identifier: Apache-2.0
import JSON
import Store
import TestSupport
import Testing

/// `…/versions/{number}/contributions` and `…/releases`.
@Suite struct ContributionTests {
    @Test func `contributions are named in the order that the authors give`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let second: JSON = ["name": "Bo Ek", "credit_roles": ["software"]]
            let put = try await finding.put(
                "contributions",
                ["contributions": [second, FindingCase.contribution]]
            )
            #expect(put.status == 200)
            let shown = put.json["contributions"]?.array ?? []
            #expect(shown.map { $0["name"]?.string } == ["Bo Ek", "Rita Researcher"])
            #expect(shown.first?["orcid"] == .null)
            #expect(shown.first?["affiliation"] == .null)
            var last = try #require(shown.last?.object)
            #expect(last.removeValue(forKey: "orcid_status") == "asserted")
            #expect(.object(last) == FindingCase.contribution)
            #expect(shown.first?["orcid_status"] == .null)
            // What was read may be sent back; more than that nobody believes.
            _ = try await finding.put("contributions", ["contributions": .array(shown)]).expecting(200)
            last["orcid_status"] = "authenticated"
            let claimed = try await finding.put("contributions", ["contributions": [.object(last)]])
            #expect(claimed.status == 422)
            #expect(claimed.pointers == ["/contributions/0/orcid_status"])
            let linked: JSON = [
                "name": "Ada", "orcid": "https://orcid.org/0000-0001-5109-3700",
                "affiliation": ["name": "Nordmark University", "ror": "https://ror.org/03yrm5c26"],
                "credit_roles": ["supervision"],
            ]
            let replaced = try await finding.put("contributions", ["contributions": [linked]])
            let one = replaced.json["contributions"]?.array ?? []
            #expect(one.map { $0["orcid"]?.string } == ["0000-0001-5109-3700"])
            #expect(one.map { $0["orcid_status"]?.string } == ["asserted"])
            #expect(one.first?["affiliation"]?["ror"]?.string == "03yrm5c26")
        }
    }

    @Test func `each wrong contribution is refused where it is wrong`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let wrong: JSON = [
                "name": "Rita", "orcid": "0000-0002-1825-0098",
                "affiliation": ["name": "N", "ror": "03yrm5c27", "city": "Nord"],
                "credit_roles": ["software", "coffee"],
            ]
            let nameless: JSON = ["credit_roles": [], "email": "rita@example.org"]
            let typed: JSON = ["name": 7, "orcid": 1, "affiliation": "N", "credit_roles": "software"]
            let refused = try await finding.put(
                "contributions",
                ["contributions": [FindingCase.contribution, wrong, nameless, typed]]
            )
            #expect(refused.status == 422)
            #expect(
                refused.pointers == [
                    "/contributions/1/orcid", "/contributions/1/affiliation/ror",
                    "/contributions/1/affiliation/city", "/contributions/1/credit_roles/1",
                    "/contributions/2/name", "/contributions/2/credit_roles", "/contributions/2/email",
                    "/contributions/3/name", "/contributions/3/orcid", "/contributions/3/affiliation",
                    "/contributions/3/credit_roles",
                ]
            )
            let codes = refused.json["errors"]?.array?.compactMap { $0["code"]?.string } ?? []
            #expect(
                Set(codes).isSuperset(of: ["orcid", "ror", "unknown_value", "unknown_key", "missing", "type"])
            )
            #expect(try await finding.put("contributions", [:]).pointers == ["/contributions"])
            let none = try await finding.put("contributions", ["contributions": []])
            #expect(none.pointers == ["/contributions"])
            #expect(try await finding.get().json["contributions"]?.array == [])
        }
    }

    @Test func `a list of contributions or releases is replaced by its tag`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let etag = try await finding.get()["etag"] ?? ""
            func put(_ part: String, _ body: JSON, _ headers: [String: String]) async throws -> TestResponse {
                try await app.client.send(
                    "PUT",
                    "\(finding.path())/\(part)",
                    token: finding.token,
                    body: body.canonical,
                    headers: headers
                )
            }
            let body: JSON = ["contributions": [FindingCase.contribution]]
            #expect(try await put("contributions", body, [:]).status == 428)
            #expect(try await put("contributions", body, ["If-Match": etag]).status == 200)
            #expect(try await put("contributions", body, ["If-Match": etag]).status == 412)
            #expect(try await put("releases", ["releases": []], [:]).status == 428)
            #expect(try await put("releases", ["releases": []], ["If-Match": etag]).status == 412)
        }
    }

    @Test func `releases used are those that the author may know of`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let released = try await app.release()
            let draft = try await app.draftRelease()
            let known: JSON = ["dataset": .string(released.dataset), "sequence": 1]
            let hidden: JSON = ["dataset": .string(draft.dataset), "sequence": 1]
            let absent: JSON = ["dataset": .string(released.dataset), "sequence": 2]
            let put = try await finding.put("releases", ["releases": [known]])
            #expect(put.json["releases"]?.array == [known])
            let first = try await finding.put("releases", ["releases": [known, hidden]])
            let second = try await finding.put("releases", ["releases": [known, absent]])
            #expect(first.pointers == ["/releases/1"])
            #expect(first.withoutInstance == second.withoutInstance)
            #expect(try await finding.get().json["releases"]?.array == [known])
            let malformed = try await finding.put(
                "releases",
                ["releases": [["dataset": "ds-1"]], "all": true]
            )
            #expect(malformed.pointers == ["/releases/0/dataset", "/releases/0/sequence", "/all"])
            #expect(try await finding.put("releases", ["releases": []]).json["releases"]?.array == [])
        }
    }
}
