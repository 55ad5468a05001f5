// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport
import Testing

/// Full-text search over the wire, with what the database's triggers keep.
@Suite struct SearchTests {
    private struct Found {
        let pids: [String]
        let json: JSON
        let next: String?

        /// The counts of a facet by value.
        func facet(_ name: String) -> [String: Int64] {
            let values = json["facets"]?[name]?.array ?? []
            return Dictionary(values.map { ($0["value"]?.string ?? "", $0["count"]?.integer ?? 0) }) { $1 }
        }
    }

    private static func find(_ app: TestApp, _ query: String) async throws -> Found {
        let answer = try await app.client.get("/v1/search?\(query)").expecting(200)
        let items = answer.json["items"]?.array ?? []
        let next = answer["link"].map { String($0.dropFirst().prefix { $0 != ">" }) }
        return Found(pids: items.compactMap { $0["pid"]?.string }, json: answer.json, next: next)
    }

    private static func find(_ app: TestApp, q words: String) async throws -> [String] {
        try await find(app, "q=\(Percent.encode(words))").pids
    }

    @Test func `words are found by their stems, in their language, and by pairs of characters`() async throws
    {
        try await TestApp.run { app in
            let texts: [(String, String, String)] = [
                ("en", "Running bearings fail early", "We measured the wear of the oil film."),
                ("es", "Desgaste de los rodamientos", "Los rodamientos corrieron hasta fallar."),
                ("de", "Verschleiß von Lagern", "Die Messungen zeigten Risse."),
                ("fr", "Usure des roulements", "Les mesures montrent des fissures."),
                ("zh", "滚动轴承的机器学习诊断", "本文使用机器学习方法诊断磨损。"),
                ("ja", "軸受の摩耗", "軸受の摩耗を測定した。"),
                ("ko", "베어링 마모", "베어링의 마모를 측정하였다."),
            ]
            let data = try await app.release()
            var pids: [String: String] = [:]
            for (language, title, abstract) in texts {
                let metadata: JSON = [
                    "language": .string(language), "title": .string(title), "abstract": .string(abstract),
                ]
                pids[language] = try await app.published(metadata, over: data).publication
            }
            let expected: [(String, [String])] = [
                ("ran bearing", []), ("run bearing", ["en"]), ("BEARINGS", ["en"]), ("rodamiento", ["es"]),
                ("Messung", ["de"]), ("mesure fissure", ["fr"]), ("机器学习", ["zh"]), ("器学", ["zh"]),
                ("磨", ["zh"]),
                ("学机", []), ("摩耗", ["ja"]), ("베어링", ["ko"]), (#""oil film""#, ["en"]), (#""film oil""#, []),
                ("bearings -wear", []), ("bearings -rust", ["en"]), ("学习 -磨损", []),
                ("rodamiento or Riss", ["es", "de"]),
                ("the", []),
            ]
            for (words, languages) in expected {
                let found = Set(try await Self.find(app, q: words))
                #expect(found == Set(languages.compactMap { pids[$0] }), "\(words)")
            }
            #expect(try await Self.find(app, "q=mesure&language=fr").pids == [pids["fr"]])
            #expect(try await Self.find(app, "q=mesure&language=en").pids == [])
            #expect(try await Self.find(app, "q=running+bearings").pids == [pids["en"]], "a plus is a space")
        }
    }

    @Test func `the better match comes first, and what matched is told apart, never as markup`() async throws
    {
        try await TestApp.run { app in
            let (fixture, below) = try await app.published([
                "title": "A note",
                "abstract": "Far <script>alert(1)</script> from here cavitation & wear were seen.",
            ])
            let above = try await app.published(["title": "Cavitation"], over: fixture.data).publication
            let found = try await Self.find(app, "q=cavitations")
            #expect(found.pids == [above, below])
            let items = found.json["items"]?.array ?? []
            #expect(items.first?["matches"]?["title"] == [["text": "Cavitation", "match": true]])
            let segments = items.last?["matches"]?["text"]?.array ?? []
            #expect(
                segments.filter { $0["match"] == true }.compactMap { $0["text"]?.string } == ["cavitation"]
            )
            #expect(items.last?["url"] == .string("/v1/publications/\(below)"))
        }
    }

    @Test func `pages and facets are of the same hits, and filters narrow both`() async throws {
        try await TestApp.run { app in
            let (fixture, first) = try await app.published(["title": "Fretting", "kind": "negative"])
            var pids = [first]
            for kind in ["solution", "negative", "partial"] {
                let metadata: JSON = ["title": "Fretting", "kind": .string(kind), "license": "CC0-1.0"]
                pids.append(try await app.published(metadata, over: fixture.data).publication)
            }
            var seen: [String] = []
            var next: String? = "q=fretting&limit=3"
            while let query = next {
                let found = try await Self.find(app, query)
                #expect(found.json["total"] == ["count": 4, "relation": "exactly"])
                #expect(found.facet("kind") == ["negative": 2, "solution": 1, "partial": 1])
                #expect(found.facet("type") == ["publication": 4])
                seen += found.pids
                next = found.next.map { String($0.split(separator: "?")[1]) }
            }
            #expect(seen.count == 4)
            #expect(Set(seen) == Set(pids))
            let cut = try await Self.find(app, "q=fretting&kind=negative&license=CC0-1.0")
            #expect(cut.pids == [pids[2]])
            #expect(cut.facet("license") == ["CC0-1.0": 1])
            #expect(try await Self.find(app, "q=fretting&year=1999").pids == [])
            for wrong in [
                "", "q=", "q=a&kind=x", "q=a&year=soon", "q=a&organisation=x", "q=a&cursor=x", "q=a&more=1",
            ] {
                _ = try await app.client.get("/v1/search?\(wrong)").expecting(400)
            }
        }
    }

    @Test func `only what is public is found, and only for as long`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let draft = try await app.submittedFinding(["title": "Quillwort"], over: data)
            #expect(try await Self.find(app, q: "quillwort") == [])
            try await app.openGates(of: draft)
            let pid = try await app.publication(of: draft)
            #expect(try await Self.find(app, q: "quillwort") == [pid])
            #expect(try await Self.find(app, q: "Ada Author") == [pid])
            try await app.withdraw(pid, by: draft.author)
            let gone = try await Self.find(app, "q=quillwort")
            #expect(gone.pids == [])
            #expect(gone.json["total"] == ["count": 0, "relation": "exactly"])
            #expect(gone.facet("type") == [:])
            // The release that the finding used is public, as one dataset.
            let datasets = try await Self.find(app, "q=pumps&type=dataset")
            #expect(datasets.pids == [data.dataset])
        }
    }

    @Test func `whatever is asked is answered or refused`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published(["title": "Cavitation"])
            let odd = [
                "'", "''", "\\", "\\'", "a:*", "a & b", "a | b", "!(a)", "a <-> b", "<->", "((((", "\"",
                "\" \" \"", "-", "- -",
                "-a -b -c", "or or or", "or", "-\"", "a or", "%%%%", "__", "\u{202E}abc", "\u{E000}a\u{E001}",
                "a\u{300}", "机", "-机", "\"机\"",
                "🍵", String(repeating: "\"a b\" ", count: 16), String(repeating: "-", count: 400),
                String(repeating: "学", count: 33), "1 2.5 -3 1e9 http://a.b/c?d=e x@y.z <b>t</b>",
            ]
            for words in odd {
                let answer = try await app.client.get("/v1/search?q=\(Percent.encode(words))")
                #expect([200, 400].contains(answer.status), "\(words): \(answer.status)")
            }
            #expect(try await Self.find(app, "q=-nothing&type=publication").pids == [pid])
        }
    }
}
