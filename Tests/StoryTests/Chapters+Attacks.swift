// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

extension Story {
    /// Three who try to get round the gates, and do not.
    ///
    /// Authors put one more blank into a passage that must go, and leave out the release that they used; a
    /// provider takes access back.
    func goRound(_ finding: String, passage: String) async throws {
        tell("Of a fifth finding the author concedes a passage, and the provider takes the access back")
        let clearance = try await clearance(of: finding)
        let seen = try await get(clearance, as: "provider")
        let text = try await get("/v1/findings/\(finding)/versions/1/files/result.md", as: "provider").text
        let flag = try await object(to: passage, in: text, at: clearance, seen)
        try await act("concede", on: flag, as: "researcher", ["reason": "It can go."])
        let requests = try await get("/v1/access-requests", as: "provider").json["items"]?.array ?? []
        for pid in requests.compactMap({ $0["pid"]?.string }) {
            try await act("revoke", on: "/v1/access-requests/\(pid)", as: "provider", ["reason": "No more."])
        }
        tell("The next version has the passage with one more blank, and leaves the release out")
        try await post("/v1/findings/\(finding)/versions", as: "researcher", expecting: 201)
        let next = "/v1/findings/\(finding)/versions/2"
        let spread = text.replacing(passage, with: passage.replacing(" ", with: "  "))
        #expect(spread != text)
        try await upload(
            Array(spread.utf8),
            to: "\(next)/files/result.md",
            as: "researcher",
            type: "text/markdown"
        )
        let draft = try await get(next, as: "researcher")
        try await send("PUT", "\(next)/releases", as: "researcher", ["releases": []], matching: draft["etag"])
        tell("Without access it is submitted all the same: what was made with the data was made in its time")
        try await act("submit", on: next, as: "researcher")
        tell("The provider of the release that was left out is asked all the same")
        let asked = try await get(next, as: "researcher").json["gates"]?["clearances"]?.array ?? []
        #expect(asked.map { $0["organisation"] } == [.string(try organisation("provider"))])
        tell("And the passage is found by its words")
        let screened = try await poll(next, as: "researcher") {
            $0.json["gates"]?["screening"]?["state"] != "pending"
        }
        #expect(screened.json["gates"]?["screening"]?["state"] == "failed")
        let report = try await get("\(next)/screening", as: "researcher")
        #expect(report.json["items"]?.array?.contains { $0["rule"] == "flagged_passage" } == true)
    }
}
