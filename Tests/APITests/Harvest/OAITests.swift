// SPDX-License-Identifier: Apache-2.0
import JSON
import Server
import TestSupport
import Testing

/// OAI-PMH 2.0 over the wire.
@Suite struct OAITests {
    private static func ask(_ app: TestApp, _ query: String) async throws -> String {
        let answer = try await app.client.get("/oai?\(query)").expecting(200)
        #expect(answer["content-type"] == "text/xml; charset=utf-8")
        return answer.text
    }

    /// What stands between the first `start` and the next `end`.
    private static func between(_ text: String, _ start: String, _ end: String) -> String? {
        guard let from = text.firstRange(of: start) else { return nil }
        let rest = text[from.upperBound...]
        return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
    }

    private static func identifiers(_ text: String) -> [String] {
        text.split(separator: "<identifier>").dropFirst().compactMap { $0.split(separator: "<").first }
            .map(String.init)
    }

    /// Walks a list to its end; the identifiers of each page.
    private static func walk(_ app: TestApp, _ query: String) async throws -> [[String]] {
        var pages: [[String]] = []
        var next = query
        while true {
            let text = try await ask(app, next)
            pages.append(identifiers(text))
            guard
                let token = between(text, "<resumptionToken", "</resumptionToken>")?.split(separator: ">")
                    .last,
                !token.contains("=\"")
            else { return pages }
            next =
                "verb=\(next.hasPrefix("verb=ListRecords") ? "ListRecords" : "ListIdentifiers")&resumptionToken=\(token)"
        }
    }

    @Test func `lists are walked page by page, also when the last page is full, and end with an empty token`()
        async throws
    {
        try await TestApp.run(site: SiteOptions(harvestPage: 2)) { app in
            let (first, pid) = try await app.published()
            var pids = [pid]
            for _ in 0..<3 { pids.append(try await app.published(over: first.data).publication) }
            let all = pids.map { "oai:teahouse.localdomain:\($0)" }
            for list in ["ListIdentifiers", "ListRecords"] {
                let pages = try await Self.walk(app, "verb=\(list)&metadataPrefix=oai_dc")
                #expect(pages.map(\.count) == [2, 2])
                #expect(pages.flatMap(\.self) == all)
            }
            let start = try await Self.ask(app, "verb=ListIdentifiers&metadataPrefix=datacite")
            let token = try #require(Self.between(start, "cursor=\"0\">", "<"))
            #expect(start.contains("completeListSize=\"4\""))
            let end = try await Self.ask(app, "verb=ListIdentifiers&resumptionToken=\(token)")
            #expect(end.contains("<resumptionToken completeListSize=\"4\" cursor=\"2\"/>"))
            // A token is of one list, and nobody else can make one.
            for other in [
                "verb=ListRecords&resumptionToken=\(token)", "verb=ListIdentifiers&resumptionToken=x\(token)",
            ] {
                #expect(try await Self.ask(app, other).contains("code=\"badResumptionToken\""))
            }

            try await app.withdraw(pid, by: first.author)
            let after = try await Self.walk(app, "verb=ListRecords&metadataPrefix=oai_dc").flatMap(\.self)
            #expect(after == all.dropFirst() + [all[0]], "the change moves it to the end")
            let record = try await Self.ask(
                app,
                "verb=GetRecord&metadataPrefix=oai_dc&identifier=\(all[0])"
            )
            #expect(record.contains("<header status=\"deleted\">"))
            #expect(!record.contains("<metadata>"))
        }
    }

    @Test func `days hold all of themselves, and sets hold what they say`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published(["kind": "negative"])
            let record = try await Self.ask(app, "verb=ListRecords&metadataPrefix=oai_datacite")
            let stamp = try #require(Self.between(record, "<datestamp>", "<"))
            let day = stamp.prefix(10)
            #expect(stamp.count == 20)
            let list = "verb=ListIdentifiers&metadataPrefix=oai_dc"
            for range in [
                "from=\(day)&until=\(day)", "from=\(stamp)&until=\(stamp)", "until=\(stamp)", "from=\(day)",
                "set=kind:negative", "set=kind%3Anegative",
            ] { #expect(try await Self.ask(app, "\(list)&\(range)").contains(pid), "\(range)") }
            for range in [
                "until=2001-01-01", "from=2999-01-01", "set=kind:solution", "set=kind", "set=nothing:x",
            ] {
                #expect(
                    try await Self.ask(app, "\(list)&\(range)").contains("code=\"noRecordsMatch\""),
                    "\(range)"
                )
            }
            let sets = try await Self.ask(app, "verb=ListSets")
            #expect(sets.contains("<setSpec>kind:negative</setSpec>"))
        }
    }

    @Test(arguments: [
        ("", "badVerb"), ("verb=List", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"), ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-03T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02T00:00:00.5Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=%ff", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&resumptionToken=%22%3C", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:%22%3Cy", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:teahouse.localdomain:pu-000000000000", "idDoesNotExist"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc", "noRecordsMatch"),
    ]) func `what is wrong is said in the protocol's words`(query: String, code: String) async throws {
        try await TestApp.run { app in
            let text = try await Self.ask(app, query)
            #expect(text.contains("<error code=\"\(code)\">"))
            #expect(text.contains("<request>") == (code == "badVerb" || code == "badArgument"))
            #expect(!text.contains("\"\"<"))
        }
    }

    @Test func `a form asks as a query does`() async throws {
        try await TestApp.run { app in
            let asked = try await Self.ask(app, "verb=Identify")
            let form = try await app.client.send(
                "POST",
                "/oai",
                body: Array("verb=Identify".utf8),
                headers: ["Content-Type": "application/x-www-form-urlencoded"]
            )
            .expecting(200)
            // Nothing was published, so the earliest record is as old as the answer.
            let time = /<(responseDate|earliestDatestamp)>[^<]*/
            #expect(form.text.replacing(time, with: "") == asked.replacing(time, with: ""))
            #expect(asked.contains("<deletedRecord>persistent</deletedRecord>"))
            #expect(try await app.client.post("/oai", ["verb": "Identify"]).status == 415)
        }
    }
}
