// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import Foundation
import JSON
import Logging
import Postgres
import Publication
import TestSupport
import Testing

/// Everybody asks for everything, and nobody comes across what is not theirs; nor does the database let them,
/// with the application's own checks left out.
@Suite struct LeakTests {
    @Test func `no canary leaves its class by any route, before the embargo or after`() async throws {
        let log = LogLines()
        try await TestApp.run(isLong: true, logger: log.logger(.debug)) { app in
            let aviary = try await Aviary.make(app)
            var asked = try await Self.crawl(aviary, afterEmbargo: false)
            try await app.advanceClock(days: 21)
            _ = try await app.until("the day of release", at: "/v1/publications") {
                $0.text.contains(aviary.embargoed)
            }
            asked += try await Self.crawl(aviary, afterEmbargo: true)
            print(
                "leaks: \(asked) answers to \(aviary.people.count) persons, \(aviary.canaries.count) canaries"
            )
            #expect(asked > 1000)
            try await Self.searchExport(aviary)
            let refused = try await Self.pester(aviary)
            print("leaks: \(refused) changes asked for with nothing in them")
            let metrics = try await app.client.get("/metrics").text
            let told = Array((metrics + log.text).utf8)
            #expect(aviary.canaries.allSatisfy { !$0.isIn(told) })
        }
    }

    /// Asks every route that reads, of every object, as everybody; how many answers there were.
    private static func crawl(_ aviary: Aviary, afterEmbargo: Bool) async throws -> Int {
        let paths = RouteTable.all.filter { $0.method == .get }.flatMap { addresses(of: $0.path, in: aviary) }
        #expect(paths.count > 100)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for (who, token) in aviary.people {
                group.addTask {
                    // What is read under the public's role is the same for all; two ask for it.
                    let asked = paths.filter { path in
                        ["nobody", "stranger"].contains(who)
                            || path.hasPrefix("/v1/") && !path.contains("/formats/")
                    }
                    for path in asked {
                        let answer = try await aviary.app.client.get(path, token: token)
                        let text =
                            answer.text
                            + answer.headers.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
                        let escaped = aviary.escaped(text, to: who, afterEmbargo: afterEmbargo)
                        #expect(escaped.isEmpty, "\(who) at \(path): \(escaped)")
                        #expect(answer.status < 500, "\(path)")
                    }
                    return asked.count
                }
            }
            return try await group.reduce(0, +)
        }
    }

    /// The files of a nightly export, for everybody to have.
    private static func searchExport(_ aviary: Aviary) async throws {
        let snapshot = try await aviary.app.export().path
        let names = try FileManager.default.subpathsOfDirectory(atPath: snapshot)
        #expect(names.contains("publications.ndjson.gz") && names.contains("delta.ndjson.gz"))
        var isFound = false
        for name in names {
            let path = snapshot + "/" + name
            var text = name
            if name.hasSuffix(".gz") {
                text += try unpacked(path)
            } else if let data = FileManager.default.contents(atPath: path) {
                text += String(decoding: data, as: UTF8.self)
            }
            let escaped = aviary.escaped(text, to: "nobody", afterEmbargo: true)
            #expect(escaped.isEmpty, "\(name): \(escaped)")
            isFound = isFound || text.contains(aviary.embargoed)
        }
        #expect(isFound, "what was released is there to be found")
    }

    private static func unpacked(_ path: String) throws -> String {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-dc", path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    /// Asks everything that changes something, with a body that says nothing, as everybody;
    /// how many answers there were.
    private static func pester(_ aviary: Aviary) async throws -> Int {
        let routes = RouteTable.all.filter { $0.method != .get }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for (who, token) in aviary.people {
                group.addTask {
                    var asked = 0
                    for route in routes {
                        for path in addresses(of: route.path, in: aviary).filter({ !$0.contains("?") })
                            .prefix(12)
                        {
                            let answer = try await aviary.app.client.send(
                                route.method.rawValue,
                                path,
                                token: token,
                                body: Array("{}".utf8),
                                headers: ["Content-Type": "application/json"]
                            )
                            let escaped = aviary.escaped(answer.text, to: who, afterEmbargo: true)
                            #expect(escaped.isEmpty, "\(who) at \(route.method) \(path): \(escaped)")
                            #expect(answer.status < 500, "\(route.method) \(path)")
                            asked += 1
                        }
                    }
                    return asked
                }
            }
            return try await group.reduce(0, +)
        }
    }

    /// The addresses that a route has with the objects there are.
    private static func addresses(of path: String, in aviary: Aviary) -> [String] {
        let kinds = [
            "findings": "fi", "publications": "pu", "problems": "pb", "datasets": "ds", "clearances": "cl",
            "flags": "fl", "reviews": "rv",
            "access-requests": "ac", "organisations": "or",
        ]
        let collection = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        var addresses = [path]
        func replace(_ capture: String, by values: [String]) {
            guard path.contains("{\(capture)}") else { return }
            addresses = addresses.flatMap { address in
                values.map { address.replacing("{\(capture)}", with: $0) }
            }
        }
        replace("pid", by: aviary.pids[kinds[collection] ?? ""] ?? [])
        replace("number", by: ["1", "2"])
        replace("name", by: ["result.md", "pumps.csv"])
        replace("table_format", by: DatasetFormat.allCases.map(\.rawValue))
        replace("format", by: PublicationFormat.allCases.map(\.rawValue))
        // Today, and the days around that on which the embargo ends.
        replace(
            "part",
            by: [0, 19, 20, 21, 22].map {
                Date(timeIntervalSinceNow: $0 * 86_400).ISO8601Format().prefix(10) + ".xml"
            }
        )
        replace("level", by: ["0", "entries"])
        replace("a", by: ["000.p"])
        replace("b", by: ["3"])
        return addresses.filter { !$0.contains("{") }.flatMap { address in
            // Lists are asked for whole.
            switch path {
            case "/oai":
                ["oai_dc", "datacite", "oai_datacite"].map {
                    "\(address)?verb=ListRecords&metadataPrefix=\($0)"
                } + ["\(address)?verb=ListSets"]
            // What lacks a word that nobody uses is everything.
            case "/v1/search": [address + "?limit=100&q=-nowhere"]
            case _ where path.contains("{") || !path.hasPrefix("/v1/"): [address]
            default: [address, address + "?limit=100"]
            }
        }
    }

    @Test func `no canary is in a row that the database shows to the wrong person`() async throws {
        try await TestApp.run(isLong: true) { app in
            let aviary = try await Aviary.make(app)
            let tables = try await app.asSuperuser { db -> [String] in
                try db.scalars(
                    """
                    SELECT table_schema || '.' || table_name FROM information_schema.tables
                    WHERE table_schema IN ('public', 'published') AND table_name <> 'persons' ORDER BY 1
                    """
                )
            }
            #expect(tables.count > 40)
            var read = 0
            for (role, persons) in [
                ("teahouse_public", ["nobody"]), ("teahouse_exporter", ["nobody"]),
                ("teahouse_app", aviary.people.keys.sorted()),
            ] {
                let pool = app.pool(of: role)
                for who in persons {
                    var opening: SQL?
                    if let person = aviary.persons[who] {
                        opening = try await app.opening(for: ID(rawValue: person))
                    }
                    for table in tables {
                        guard let rows = try await Self.rows(of: table, in: pool, opening) else { continue }
                        read += 1
                        let escaped = aviary.escaped(rows, to: who)
                        #expect(escaped.isEmpty, "\(role) for \(who) in \(table): \(escaped)")
                    }
                }
                await pool.shutdown()
            }
            #expect(read > 300)
        }
    }

    /// Everything that a role sees of a table in a transaction of that opening, binary columns in
    /// hexadecimal; `nil` when it may not read it.
    private static func rows(of table: String, in pool: Database, _ opening: SQL?) async throws -> String? {
        do {
            return try await pool.write(opening: opening) { db in
                try db.execute("SET LOCAL xmlbinary = 'hex'")
                return try db.scalar("SELECT table_to_xml(\(table)::regclass, true, true, '')::text") ?? ""
            }
        } catch let error as PostgresError where error.sqlState == "42501" {
            return nil
        }
    }
}
