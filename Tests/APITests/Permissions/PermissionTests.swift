// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import TestSupport
import Testing

/// The table of permissions against a running server, cell by cell.
@Suite struct PermissionTests {
    @Test func `every cell of the table is what the server answers`() async throws {
        try await TestApp.run(own: true, isLong: true) { app in
            let world = try await World.make(app)
            let started = ContinuousClock.now
            let result = try await PermissionWalk(world: world, table: .standard).run()
            for difference in result.differences.prefix(40) { Issue.record("\(difference)") }
            #expect(result.differences.isEmpty, "\(result.differences.count) of \(result.cells) cells differ")
            #expect(result.cells > 5000)
            print(
                "permissions: \(result.cells) cells, \(result.fresh) with an object of their own, "
                    + "\(ContinuousClock.now - started)"
            )
        }
    }

    @Test func `a cell that is turned round is reported`() async throws {
        try await TestApp.run(own: true) { app in
            let world = try await World.make(app)
            let wider = Permission(
                .accessRequest,
                .show,
                .scope(.datasets),
                by: [.any(.author), .any(.owner), .any(.dataOfficer), .any(.clearanceOfficer)],
                knownTo: [.author, .owner, .dataOfficer, .clearanceOfficer]
            )
            let table = Permissions.standard.replacing(.accessRequest, .show, with: wider)
            let result = try await PermissionWalk(world: world, table: table).run([.accessRequest])
            // One persona in each of the five states.
            #expect(result.differences.count == 5)
            #expect(
                result.differences.allSatisfy {
                    $0.hasPrefix("access_request.show")
                        && $0.contains("home(Domain.MembershipRole.clearanceOfficer)")
                }
            )
        }
    }

    @Test func `every route is asked by the walk, and needs the scope that the table says`() async throws {
        try await TestApp.run(own: true) { app in
            let world = try await World.make(app)
            // Without an object, or with the invitation's code as the only right.
            var left = Set(RouteTable.all.map { "\($0.method.rawValue) \($0.path)" })
                .subtracting([
                    "GET /healthz", "GET /readyz", "GET /metrics", "GET /v1/openapi.json",
                    "POST /v1/enrolments",
                ])
                // Of the log everything is public alike, and so is what harvesters and crawlers get.
                .filter { !$0.hasPrefix("GET /v1/log/") || $0 == "GET /v1/log/entries" }
                .filter { $0.contains(" /v1/") || $0 == "GET /oai" }
            let scopes = Dictionary(
                RouteTable.all.map { ("\($0.method.rawValue) \($0.path)", $0.scope) },
                uniquingKeysWith: { first, _ in first }
            )
            for line in Permissions.standard.lines {
                let asked = world.operation(line.kind, line.action, Target(pid: ""), by: .anonymous)
                let operation = try #require(asked, "\(line.kind) \(line.action)")
                let route = "\(operation.method) \(operation.template)"
                left.remove(route)
                var needed: Scope?
                if case .scope(let scope) = line.credentials { needed = scope }
                #expect(scopes[route] == .some(needed), "\(route)")
            }
            #expect(left.isEmpty, "\(left.sorted())")
        }
    }
}
