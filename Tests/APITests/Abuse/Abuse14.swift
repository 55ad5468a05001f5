// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Server
import TestSupport
import Testing

/// A file's name is a word that people read, never a path.
@Suite struct Abuse14 {
    @Test(arguments: [
        "..%2F..%2Fx", "%2E%2E%2Fx", "a%2Fb", "a%5Cb", "C%3A%5Cx", "a%00b", "a%0Ab", "x%E2%80%AEvsc.exe",
        "%EF%BB%BFa",
        "a%E2%80%8Bb", "%C0%AE%C0%AE%2F", String(repeating: "a", count: 300),
    ])
    func `abuse 14: a name that could be a path or deceive is refused`(name: String) async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let refused = try await app.upload(TestApp.pumps, as: name, to: fixture)
            #expect([400, 404, 422].contains(refused.status))
            let release = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(!release.text.contains("vsc.exe"))
            #expect(release.json["files"]?.array?.isEmpty != false)
        }
    }

    @Test func `abuse 14: on the disk a file has its digest for a name`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "..pumps%20'x'.csv", to: fixture).expecting(201)
            let names = try #require(
                FileManager.default.enumerator(atPath: app.state.files)?.compactMap { $0 as? String }
            )
            #expect(!names.isEmpty)
            #expect(names.allSatisfy { !$0.contains("pumps") })
        }
    }
}
