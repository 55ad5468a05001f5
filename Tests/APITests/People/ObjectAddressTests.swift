// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import TestSupport
import Testing

@testable import API

/// Where the objects that notices speak of are to be read.
@Suite struct ObjectAddressTests {
    @Test func `whatever somebody is told of is to be read somewhere`() {
        for event in KnownEvent.all where !event.audience.isEmpty {
            #expect(event.object.path != nil, "\(event.object)")
        }
    }

    @Test func `whatever somebody is reminded of is to be read somewhere`() async throws {
        try await TestApp.run { app in
            let kinds: [String] = try await app.asSuperuser { db in
                try db.rows(
                    """
                    SELECT DISTINCT (regexp_matches(prosrc, '''([a-z_]+[.]reminder)''', 'g'))[1] FROM pg_proc
                    WHERE proname IN ('remind', 'remind_reviewers')
                    """
                ) { row in try row.next() }
            }
            #expect(kinds.contains("review.reminder") && kinds.count > 1)
            for kind in kinds { #expect(ObjectKind(ofNotice: kind)?.path != nil, "\(kind)") }
        }
    }

    @Test func `the address is one that is served`() {
        let served = Set(RouteTable.all.filter { $0.method == .get }.map(\.path))
        for path in ObjectKind.allCases.compactMap(\.path) {
            #expect(served.contains(path.text), "\(path.text)")
        }
    }

    @Test func `what is no subject has no address`() {
        let release = ObjectKind.release
        #expect(release.address(of: "ds-48aak0000047/3") == "/v1/datasets/ds-48aak0000047/releases/3")
        #expect(release.address(of: "ds-48aak0000047") == nil)
        #expect(ObjectKind.flag.address(of: "fl-48aak0000047/1") == nil)
        #expect(ObjectKind(ofNotice: "token.revoke")?.path == nil)
    }
}
