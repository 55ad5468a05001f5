// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

extension Story {
    /// The provider's clearance of a finding's first version, once it is screened.
    func clearance(of finding: String) async throws -> String {
        let version = try await poll("/v1/findings/\(finding)/versions/1", as: "researcher") {
            $0.json["gates"]?["screening"]?["state"]?.string == "passed"
        }
        let pid = version.json["gates"]?["clearances"]?.array?.first?["pid"]?.string
        return "/v1/clearances/\(try #require(pid))"
    }

    /// The provider objects to a passage of a version's file; the path of the objection.
    func object(to passage: String, in text: String, at clearance: String, _ seen: TestResponse) async throws
        -> String
    {
        let range = try #require(text.range(of: passage))
        let first = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let flag = try await post(
            "\(clearance)/flags",
            as: "provider",
            [
                "file_digest": seen.json["files"]?.array?.first?["digest"] ?? .null,
                "first_byte": .integer(Int64(first)),
                "last_byte": .integer(Int64(first + passage.utf8.count - 1)), "category": "confidential",
                "note": "We do not say so.",
            ],
            matching: seen["etag"],
            expecting: 201
        )
        return "/v1/flags/\(try #require(flag.json["pid"]?.string))"
    }

    /// A second moderator, invited and enrolled.
    private func secondModerator() async throws -> String {
        let invited = try await teahouse(
            "admin",
            "invite",
            "Mia Moderator",
            "--platform-role",
            "moderator",
            "--state",
            state,
            "--json"
        )
        let enrolled = try await client.post(
            "/v1/enrolments",
            ["code": .string(try #require(invited.json["code"]?.string))]
        )
        return try #require(enrolled.json["token"]?.string)
    }

    /// The provider objects, the author contests it, and two neutral moderators dismiss the objection.
    func contestFlag(_ finding: String, passage: String) async throws {
        tell("The provider objects to a passage of a third finding; its author contests the objection")
        let clearance = try await clearance(of: finding)
        let seen = try await get(clearance, as: "provider")
        let text = try await get("/v1/findings/\(finding)/versions/1/files/result.md", as: "provider").text
        let flag = try await object(to: passage, in: text, at: clearance, seen)
        let pid = try #require(flag.split(separator: "/").last.map(String.init))
        try await act(
            "contest",
            on: flag,
            as: "researcher",
            ["reason": "It follows from the released register."]
        )
        tell("One moderator's vote decides nothing; a second one of the same mind does")
        let shown = try await moderate(["show", pid], queue: true)
        #expect(shown.output.contains("»\(passage)«"))
        try await moderate(["flag", "dismiss", pid, "--reason", "The register says so."])
        #expect(try await get("/v1/flags/\(pid)", as: "researcher").json["state"]?.string == "contested")
        let second = try await secondModerator()
        let dismissed = try await client.post(
            "/v1/flags/\(pid)/actions/dismiss",
            token: second,
            ["reason": "It is in the open data."],
            headers: ["If-Match": "*"]
        )
        #expect(dismissed.json["state"]?.string == "dismissed", "\(dismissed.text)")
        tell("The objection cost the provider no time: the rest of its review goes on, and it clears")
        #expect(try await get(clearance, as: "provider").json["state"]?.string == "pending")
        try await act("no_objection", on: clearance, as: "provider", ["reason": "It is open data."])
        try await moderate(["accept", "\(finding)/1", "--reason", "Sound."])
        _ = try await poll("/v1/findings/\(finding)/versions/1", as: "researcher") {
            $0.json["state"]?.string == "published"
        }
    }

    /// The provider takes more time for a patent, once and up to a day that it names.
    func extend(_ finding: String) async throws {
        tell("The provider asks for fifty days for a patent on a fourth finding; there is no second time")
        let clearance = try await clearance(of: finding)
        try await moderate(["accept", "\(finding)/1", "--reason", "Sound."])
        let until = Date(timeIntervalSinceNow: 50 * 86_400).ISO8601Format()
        let body: JSON = ["reason": "A patent is being filed.", "until": .string(until)]
        try await act("extend", on: clearance, as: "provider", body)
        try await act("extend", on: clearance, as: "provider", body, expecting: 409)
    }

    /// What was extended is still closed after the usual time, and lapses when the extension ends.
    func outlastExtension(_ finding: String) async throws {
        let path = "/v1/findings/\(finding)/versions/1"
        let waiting = try await get(path, as: "researcher")
        #expect(waiting.json["gates"]?["clearances"]?.array?.first?["state"]?.string == "extended")
        tell("Twenty days more, and the extension has run out as well")
        try await teahouse("admin", "clock", "advance", "--days", "20", "--state", state)
        let published = try await poll(path, as: "researcher") { $0.json["state"]?.string == "published" }
        #expect(published.json["gates"]?["clearances"]?.array?.first?["outcome"]?.string == "lapsed")
    }
}
