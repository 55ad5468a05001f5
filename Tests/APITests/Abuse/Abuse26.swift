// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// The same act by eight clients at once.
@Suite struct Abuse26 {
    /// Of each of seven races; `make test-races` asks for a thousand in all.
    private static let rounds =
        ProcessInfo.processInfo.environment["TEAHOUSE_RACE_ROUNDS"].flatMap(Int.init) ?? 8
    private static let clients = 8

    private static let races: [(kind: ObjectKind, state: String, action: Action, persona: Persona)] = [
        (.finding, "submitted", .accept, .moderator),
        (.publication, "published", .withdraw, .author),
        (.accessRequest, "requested", .grant, .home(.dataOfficer)),
        (.flag, "contested", .uphold, .moderator),
        (.clearance, "pending", .noObjection, .home(.clearanceOfficer)),
        (.problem, "in_review", .approve, .moderator),
    ]

    @Test func `abuse 26: of eight who do the same at once, exactly one wins`() async throws {
        try await TestApp.run { app in
            let world = try await World.make(app)
            for race in Self.races {
                let targets = try await app.asSuperuser { db in
                    try db.execute("SET session_replication_role = replica")
                    return try (0..<Self.rounds).map { _ in try world.mint(race.kind, in: race.state, db) }
                }
                for target in targets {
                    let statuses = try await Self.run(race, on: target, in: world)
                    #expect(statuses.count { $0 == 200 } == 1, "\(race.action): \(statuses)")
                    #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 }, "\(race.action): \(statuses)")
                }
            }
        }
    }

    @Test func `abuse 26: a code is worth one enrolment, however many send it at once`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let owner = try await app.person("Otto", in: house, as: [.owner]).token
            for _ in 0..<Self.rounds {
                let invited = try await app.client.post(
                    "/v1/organisations/\(house.pid)/invitations",
                    token: owner,
                    ["name": "Ina", "roles": ["researcher"]]
                ).expecting(201)
                let code = invited.json["code"] ?? .null
                let statuses = try await Self.together {
                    try await app.client.post("/v1/enrolments", ["code": code]).status
                }
                #expect(statuses.count { $0 == 201 } == 1, "\(statuses)")
                #expect(statuses.allSatisfy { [201, 401, 409].contains($0) }, "\(statuses)")
            }
        }
    }

    private static func run(
        _ race: (kind: ObjectKind, state: String, action: Action, persona: Persona),
        on target: Target,
        in world: World
    ) async throws -> [Int] {
        guard let operation = world.operation(race.kind, race.action, target, by: race.persona) else {
            return []
        }
        let captures = world.captures(race.action, race.kind, target, by: race.persona)
        let token = world.people[race.persona]?.token
        return try await together { try await operation.send(world.app, captures, token: token).status }
    }

    private static func together(_ body: @escaping @Sendable () async throws -> Int) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<clients { group.addTask { try await body() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
