// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Identifiers of what belongs to somebody else.
@Suite struct Abuse01 {
    /// An object that a stranger may not know of, and addresses under it.
    private struct Case: Sendable {
        let kind: ObjectKind
        let state: String
        let pids: PID.Kind
        let paths: [String]
    }

    private static let cases = [
        Case(
            kind: .finding,
            state: "submitted",
            pids: .finding,
            paths: ["", "/authors", "/versions/1", "/versions/1/screening", "/versions/1/files/result.md"].map
            {
                "/v1/findings/{pid}" + $0
            }
        ),
        Case(
            kind: .release,
            state: "draft",
            pids: .dataset,
            paths: [
                "", "/releases/1", "/releases/1/files", "/releases/1/report", "/releases/1/files/pumps.csv",
            ]
            .map { "/v1/datasets/{pid}" + $0 }
        ),
        Case(
            kind: .accessRequest,
            state: "requested",
            pids: .accessRequest,
            paths: ["/v1/access-requests/{pid}"]
        ),
        Case(
            kind: .restrictedProblem,
            state: "open",
            pids: .problem,
            paths: ["/v1/problems/{pid}", "/v1/problems/{pid}/versions"]
        ),
        Case(kind: .clearance, state: "pending", pids: .clearance, paths: ["/v1/clearances/{pid}"]),
        Case(kind: .flag, state: "open", pids: .flag, paths: ["/v1/flags/{pid}"]),
        Case(
            kind: .publication,
            state: "embargoed",
            pids: .publication,
            paths: ["", "/certificate", "/files"].map { "/v1/publications/{pid}" + $0 }
        ),
        Case(
            kind: .organisation,
            state: "active",
            pids: .organisation,
            paths: ["/memberships", "/invitations"].map { "/v1/organisations/{pid}" + $0 }
        ),
    ]

    @Test func `abuse 1: a foreign id is answered like one that was never given out`() async throws {
        try await TestApp.run { app in
            let world = try await World.make(app)
            let stranger = world.people[.foreign(.researcher)]?.token
            for item in Self.cases {
                let target = try await app.asSuperuser { db in
                    try db.execute("SET session_replication_role = replica")
                    return try world.mint(item.kind, in: item.state, db)
                }
                let random = try PID.random(item.pids).description
                for path in item.paths {
                    let foreign = try await app.client.get(
                        path.replacing("{pid}", with: target.pid),
                        token: stranger
                    )
                    let unknown = try await app.client.get(
                        path.replacing("{pid}", with: random),
                        token: stranger
                    )
                    #expect(foreign.isHidden(like: unknown), "\(path): \(foreign.status)")
                    #expect(Set(foreign.headers.keys) == Set(unknown.headers.keys), "\(path)")
                }
            }
        }
    }

    @Test func `abuse 1: a foreign token is not revoked, and not known`() async throws {
        try await TestApp.run { app in
            let mine = try await app.person("Ada").token
            let other = try await app.person("Eve").token
            let list = try await app.client.get("/v1/tokens", token: mine)
            let pid = list.json["items"]?.array?.first?["pid"]?.string ?? ""
            let refused = try await app.client.send("DELETE", "/v1/tokens/\(pid)", token: other)
            let unknown = try await app.client.send(
                "DELETE",
                "/v1/tokens/\(try PID.random(.token))",
                token: other
            )
            #expect(refused.isHidden(like: unknown))
            #expect(try await app.client.get("/v1/tokens", token: mine).status == 200)
        }
    }
}
