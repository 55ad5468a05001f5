// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// As what somebody judges a finding, by the database and by the domain.
@Suite struct SeatsTests {
    /// What somebody is, and who else can judge.
    private struct Place {
        let roles: [PlatformRole]
        let isAppointed: Bool
        let isNeutral: Bool
        let moderators: Int
        let hasAdmin: Bool
    }

    private static let places: [Place] = {
        var places: [Place] = []
        let all: [[PlatformRole]] = [[], [.moderator], [.admin], [.moderator, .admin]]
        for roles in all {
            for isAppointed in [false, true] {
                for isNeutral in [false, true] {
                    for (moderators, hasAdmin) in [(0, false), (1, false), (2, false), (0, true), (2, true)] {
                        places.append(
                            Place(
                                roles: roles,
                                isAppointed: isAppointed,
                                isNeutral: isNeutral,
                                moderators: moderators,
                                hasAdmin: hasAdmin
                            )
                        )
                    }
                }
            }
        }
        return places
    }()

    @Test func `the database and the domain agree on who judges as what`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let person = try await app.person("Pia").person.id
            let admin = try await app.person("Ann", platform: [.admin]).person.id
            let opening = try await app.opening(for: person)
            let finding: ID<Finding> = try await app.asSuperuser { db in
                try db.value("SELECT id FROM findings WHERE pid = \(fixture.finding)")
            }
            // However many people there are.
            let timesAsked: Int64? = try await app.asSuperuser { db in
                try db.queryAll([
                    "SET track_functions = 'all'", "SELECT moderators FROM bench(\(finding))",
                    "SELECT calls FROM pg_stat_xact_user_functions WHERE funcname = 'parties_of'",
                ])[2].scalar()
            }
            #expect(timesAsked == 1, "the parties are asked for once")
            var seen: Set<Set<Relation>> = []
            let pool = app.pool(of: "teahouse_app")
            for place in Self.places {
                try await app.force(Self.arrange(place, person, admin, finding))
                let (seats, bench) = try await pool.write(opening: opening) { db in
                    let benches = BenchStore(db)
                    return (try benches.seats(on: finding), try benches.bench(of: finding).bench)
                }
                let said = bench.seats(
                    Set(place.roles),
                    isAppointed: place.isAppointed,
                    isNeutral: place.isNeutral
                )
                #expect(seats == said.relations, "\(place)")
                seen.insert(seats)
            }
            await pool.shutdown()
            // Nothing, a party, each of the two, and both.
            #expect(seen.count == 5)
        }
    }

    private static func arrange(
        _ place: Place,
        _ person: ID<Person>,
        _ admin: ID<Person>,
        _ finding: ID<Finding>
    ) -> [SQL] {
        [
            "DELETE FROM appointments",
            "DELETE FROM author_history WHERE person = \(person)",
            "UPDATE persons SET platform_roles = \(place.roles) WHERE id = \(person)",
            """
            UPDATE persons SET state = CASE
                WHEN name = 'Mona' AND \(place.moderators) > 0 OR name = 'Moritz' AND \(place.moderators) > 1
                THEN 'active' ELSE 'suspended' END
            WHERE name IN ('Mona', 'Moritz')
            """,
            "UPDATE persons SET state = \(place.hasAdmin ? "active" : "suspended") WHERE id = \(admin)",
            """
            INSERT INTO appointments (finding, person, appointed_by, reason, is_in_force)
            SELECT \(finding), \(person), \(admin), 'R.', true WHERE \(place.isAppointed)
            """,
            """
            INSERT INTO author_history (finding, person)
            SELECT \(finding), \(person) WHERE NOT \(place.isNeutral)
            """,
        ]
    }
}
