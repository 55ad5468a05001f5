// SPDX-License-Identifier: Apache-2.0
import JSON
import Server
import TestSupport
import Testing

@testable import API

/// The feed, the site maps and the lists of ResourceSync.
@Suite struct FeedTests {
    private static let lists = [
        "/feed.atom", "/sitemap.xml", "/resourcesync/resources.xml", "/resourcesync/changes.xml",
    ]

    @Test func `a server without publications has empty lists`() async throws {
        try await TestApp.run { app in
            for path in Self.lists + [
                "/robots.txt", "/.well-known/resourcesync", "/resourcesync/capabilities.xml",
                "/.well-known/api-catalog",
            ] {
                let answer = try await app.client.get(path).expecting(200)
                let tag = try #require(answer["etag"])
                // The lists that say when they were made change every second.
                if !answer.text.contains("at=\"") && !answer.text.contains("until=\"") {
                    #expect(try await app.client.get(path, headers: ["If-None-Match": tag]).status == 304)
                }
            }
            for part in [
                "2026-11-24.xml", "2026-11-24.1.xml", "2026-13-01.xml", "x.xml", "2026-11-24", "..%2Fx.xml",
            ] {
                #expect(try await app.client.get("/sitemaps/\(part)").status == 404, "\(part)")
                #expect(try await app.client.get("/resourcesync/resources/\(part)").status == 404, "\(part)")
            }
        }
    }

    @Test func `a part of a day has one spelling`() {
        #expect(DayPart(fileName: "2026-11-24.2.xml")?.number == 2)
        for name in ["2026-11-24.+2.xml", "2026-11-24.02.xml", "2026-11-24.1.xml", "2026-11-24. 2.xml"] {
            #expect(DayPart(fileName: name) == nil, "\(name)")
        }
    }

    @Test func `what is published is in all of them, and what is withdrawn only among the changes`()
        async throws
    {
        try await TestApp.run(site: SiteOptions(name: "A & B", url: "https://findings.example")) { app in
            let (fixture, pid) = try await app.published()
            let page = "https://findings.example/v1/publications/\(pid)"
            let feed = try await app.client.get("/feed.atom").text
            #expect(feed.contains("<id>\(page)</id>"))
            #expect(feed.contains("<title>A &amp; B: openly publishable findings</title>"))
            let index = try await app.client.get("/sitemap.xml").text
            let part = try #require(
                index.firstMatch(of: /<loc>https:\/\/findings.example(\/sitemaps\/[^<]+)/)
            ).1
            #expect(try await app.client.get(String(part)).text.contains("<loc>\(page)</loc>"))
            let resources = try await app.client.get(
                String(part).replacing("/sitemaps", with: "/resourcesync/resources")
            )
            let digest = try #require(try await app.client.get("/v1/publications/\(pid)")["etag"])
            #expect(
                resources.text.contains(digest.filter { $0 != "\"" }.replacing("sha256:", with: "sha-256:"))
            )
            #expect(try await app.client.get("/resourcesync/changes.xml").text.contains("change=\"created\""))

            try await app.withdraw(pid, by: fixture.author)
            for list in Self.lists.dropLast() {
                #expect(try await !app.client.get(list).text.contains(pid), "\(list)")
            }
            #expect(try await app.client.get(String(part)).status == 404)
            #expect(try await app.client.get("/resourcesync/changes.xml").text.contains("change=\"deleted\""))
        }
    }
}
