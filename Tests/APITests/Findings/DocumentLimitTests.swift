// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport
import Testing

/// What a published document could not carry is refused before it goes before the gates.
@Suite struct DocumentLimitTests {
    @Test func `a description that no document holds is not submitted`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let many = (0..<200).map { index -> JSON in
                [
                    "name": .string(String(repeating: "Ö", count: 190) + "\(index)"),
                    "credit_roles": ["software"],
                ]
            }
            _ = try await finding.put("contributions", ["contributions": .array(many)]).expecting(200)
            #expect(try await finding.submit().code == "description_too_large")
            #expect(try await finding.get().json["state"]?.string == "draft")
        }
    }

    @Test func `roles are named once, funding fits a line, and a file has a media type`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let before = try await finding.get()
            let twice: JSON = ["contributions": [["name": "A", "credit_roles": ["software", "software"]]]]
            #expect(
                try await finding.put("contributions", twice).pointers == ["/contributions/0/credit_roles/1"]
            )
            #expect(try await finding.patch(["funding": "two\nlines"]).pointers == ["/funding"])
            let long = JSON.string(String(repeating: "f", count: 301))
            #expect(try await finding.patch(["funding": long]).pointers == ["/funding"])
            for type in ["text", "text/", "/markdown"] {
                let refused = try await finding.upload([120], as: "x.md", type: type)
                #expect(refused.status == 400)
                #expect(refused.code == "bad_media_type")
            }
            #expect(try await finding.get().body == before.body)
        }
    }

    @Test func `a list that was forgotten is not taken for an empty one`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            #expect(try await finding.put("releases", [:]).pointers == ["/releases"])
            #expect(try await finding.put("contributions", [:]).pointers == ["/contributions"])
            #expect(try await finding.put("releases", ["releases": []]).status == 200)
            let extra = try await finding.act("submit", as: finding.token, ["now": true])
            #expect(extra.pointers == ["/now"])
        }
    }
}
