// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import TestSupport

/// Two findings of different authors over one provider's release, and those who judge them.
struct World: Sendable {
    let app: TestApp
    let data: DatasetFixture
    let findings: [String]
    let authors: [String]
    let officer: String
    /// In the order of `Call.judges`.
    let judges: [String]
    let admin: String

    static func make(_ app: TestApp) async throws -> World {
        let data = try await app.release()
        var findings: [String] = []
        var authors: [String] = []
        var colleague = ""
        for name in ["Ada", "Bo"] {
            let university = try await app.organisation(.university, "University of \(name)")
            let author = try await app.person(name, in: university, as: [.researcher]).token
            if colleague.isEmpty {
                colleague = try await app.person(
                    "Cleo",
                    in: university,
                    as: [.researcher],
                    platform: [.moderator]
                ).token
            }
            _ = try await app.grantAccess(to: data, for: author).expecting(200)
            findings.append(try await app.draftFinding([:], over: data, by: author, "\(name) Author"))
            authors.append(author)
        }
        let admin = try await app.person("Ann", platform: [.admin]).token
        return World(
            app: app,
            data: data,
            findings: findings,
            authors: authors,
            officer: try await app.person("Clara", in: data.provider, as: [.clearanceOfficer]).token,
            judges: [
                data.moderator, try await app.person("Mia", platform: [.moderator]).token, admin,
                try await app.person("Nora", in: data.provider, as: [.researcher], platform: [.moderator])
                    .token,
                colleague,
            ],
            admin: admin
        )
    }

    /// What there is of a finding when somebody is about to act on it.
    struct Case: Sendable {
        var number = 1
        var state = ""
        /// The last version's clearance, and all objections to the finding, oldest first, by their public
        /// ids.
        var clearance: String?
        var flags: [String] = []
        var publication: String?
        /// The digest of the last version's file.
        var digest: [UInt8] = []
    }

    func look(at finding: Int) async throws -> Case {
        let pid = findings[finding]
        return try await app.asSuperuser { db in
            var found = Case()
            let last: SQL =
                "(SELECT v.id FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE f.pid = \(pid) ORDER BY v.number DESC LIMIT 1)"
            found.number = Int(
                try db.scalar("SELECT number::bigint FROM finding_versions WHERE id = \(last)") ?? Int64(1)
            )
            found.state = try db.scalar("SELECT state FROM finding_versions WHERE id = \(last)") ?? ""
            found.clearance = try db.scalar("SELECT pid FROM clearances WHERE version = \(last)")
            found.flags = try db.scalars(
                "SELECT g.pid FROM flags g JOIN clearances c ON c.id = g.clearance JOIN findings f ON f.id = c.finding WHERE f.pid = \(pid) ORDER BY g.id"
            )
            found.publication = try db.scalar(
                "SELECT p.pid FROM publications p JOIN findings f ON f.id = p.finding WHERE f.pid = \(pid) ORDER BY p.id DESC LIMIT 1"
            )
            found.digest = try db.scalar("SELECT digest FROM finding_files WHERE version = \(last)") ?? []
            return found
        }
    }
}
