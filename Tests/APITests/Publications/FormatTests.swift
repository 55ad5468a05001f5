// SPDX-License-Identifier: Apache-2.0
import JSON
import Publication
import TestSupport
import Testing

/// A publication in the formats of others.
@Suite struct FormatTests {
    private static let nasty: JSON = [
        "title": "A <b>\"title\"</b> & more: 100 % of $x_1$ {braces} ~ ^ \\ #",
        "abstract": "First.\n</script><script>alert(1)</script> ]]> & second: é🍵.",
        "keywords": ["wear & tear", "a, b"],
    ]

    @Test func `every format has an address, a type, a tag and a way back`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published(Self.nasty)
            let path = "/v1/publications/\(pid)"
            for format in PublicationFormat.allCases {
                let answer = try await app.client.get("\(path)/formats/\(format.rawValue)")
                #expect(answer.status == 200, "\(format)")
                #expect(answer["content-type"]?.hasPrefix(format.mediaType) == true, "\(format)")
                #expect(answer["link"]?.contains("<\(path)>") == true)
                if [.html, .dataCiteXML, .dublinCore].contains(format) {
                    #expect(!answer.text.contains("<script>alert"), "\(format)")
                }
                let tag = try #require(answer["etag"])
                let again = try await app.client.get(
                    "\(path)/formats/\(format.rawValue)",
                    headers: ["If-None-Match": tag]
                )
                #expect(again.status == 304)
                let chosen = try await app.client.get(path, headers: ["Accept": format.mediaType])
                #expect(chosen.body == answer.body, "\(format)")
                #expect(chosen["content-location"] == "\(path)/formats/\(format.rawValue)")
                #expect(chosen["vary"] == "Accept")
            }
            #expect(try await app.client.get("\(path)/formats/citation.doc").status == 404)
        }
    }

    @Test func `the canonical document is what is there unless another type is liked better`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let plain = try await app.client.get(path)
            #expect(plain["vary"] == "Accept")
            for accept in ["*/*", "application/json", "application/json, text/html;q=0.5"] {
                #expect(try await app.client.get(path, headers: ["Accept": accept]).body == plain.body)
            }
            // In memory by now, which must not hide that another type is asked for.
            let page = try await app.client.get(path, headers: ["Accept": "text/html"])
            #expect(page["content-type"] == "text/html; charset=utf-8")
            #expect(page["content-security-policy"]?.contains("default-src 'none'") == true)
            let none = try await app.client.get(path, headers: ["Accept": "image/png"])
            #expect(none.status == 406)
            #expect(none.code == "not_acceptable")
            #expect(none["vary"] == "Accept")
        }
    }

    @Test func `links lead to the identifier, the authors, the licence, the files and the formats`()
        async throws
    {
        try await TestApp.run { app in
            let (_, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let answer = try await app.client.get(path)
            let link = try #require(answer["link"])
            for part in [
                "<https://doi.org/10.5072/\(pid)>; rel=\"cite-as\"", "rel=\"license\"", "rel=\"describedby\"",
                "<\(path)/files/result.md>; rel=\"item\"", "<\(path)/linkset>; rel=\"linkset\"",
            ] { #expect(link.contains(part), "\(part)") }
            #expect(try await app.client.send("HEAD", path)["link"] == link)
            let set = try await app.client.get(path + "/linkset")
            #expect(set["content-type"] == "application/linkset+json")
            let anchor = try #require(set.json["linkset"]?.array?.first)
            #expect(anchor["cite-as"]?.array?.count == 1)
            #expect(anchor["describedby"]?.array?.count == PublicationFormat.allCases.count - 1)
        }
    }

    @Test func `what was withdrawn is gone in every format`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            try await app.withdraw(pid, by: fixture.author)
            for format in PublicationFormat.allCases {
                #expect(try await app.client.get("\(path)/formats/\(format.rawValue)").status == 410)
                #expect(try await app.client.get(path, headers: ["Accept": format.mediaType]).status == 410)
            }
            #expect(try await app.client.get(path + "/linkset").status == 410)
        }
    }
}
