// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import Store
import TestSupport

extension World {
    /// What there is of a finding when somebody is about to act on it.
    struct Case: Sendable {
        var number = 1
        var state = ""
        /// The last version's clearances, by their providers.
        var clearances: [String?] = []
        /// All objections to the finding, oldest first, by their public ids and providers.
        var flags: [(pid: String, provider: Int)] = []
        var publication: String?
        var review: String?
        /// The digest of the last version's file, and its abstract.
        var digest: [UInt8] = []
        var abstract = ""
        /// An author's token: of whoever began it, as long as they are one.
        var author = ""
        /// Invitations to be an author, by the person's number.
        var invitations: [Int: String] = [:]
    }

    func look(at finding: Int) async throws -> Case {
        let pid = findings[finding]
        let providers = releases.map(\.provider.id)
        let people = people
        let ids = people.map(\.person.id.rawValue)
        return try await app.asSuperuser { db in
            var found = Case()
            let last: SQL = """
                (SELECT v.id FROM finding_versions v JOIN findings f ON f.id = v.finding
                WHERE f.pid = \(pid) ORDER BY v.number DESC LIMIT 1)
                """
            found.number = Int(
                try db.scalar("SELECT number::bigint FROM finding_versions WHERE id = \(last)") ?? Int64(1)
            )
            found.state = try db.scalar("SELECT state FROM finding_versions WHERE id = \(last)") ?? ""
            found.abstract = try db.scalar("SELECT abstract FROM finding_versions WHERE id = \(last)") ?? ""
            found.digest = try db.scalar("SELECT digest FROM finding_files WHERE version = \(last)") ?? []
            found.clearances = try providers.map { provider in
                try db.scalar(
                    "SELECT pid FROM clearances WHERE version = \(last) AND organisation = \(provider)"
                )
            }
            found.flags = try db.rows(
                """
                SELECT g.pid, (g.organisation <> \(providers[0]))::integer
                FROM flags g JOIN findings f ON f.id = g.finding WHERE f.pid = \(pid) ORDER BY g.id
                """
            ) { row in (pid: try row.next(), provider: try row.next()) }
            found.publication = try db.scalar(
                """
                SELECT p.pid FROM publications p JOIN findings f ON f.id = p.finding
                WHERE f.pid = \(pid) ORDER BY p.id DESC LIMIT 1
                """
            )
            found.review = try db.scalar(
                "SELECT pid FROM reviews WHERE version = \(last) ORDER BY id DESC LIMIT 1"
            )
            let authors: [UUID] = try db.scalars(
                """
                SELECT a.person FROM finding_authors a JOIN findings f ON f.id = a.finding
                WHERE f.pid = \(pid) ORDER BY a.person <> f.created_by, a.person
                """
            )
            found.author = authors.first.flatMap(ids.firstIndex).map { people[$0].token } ?? ""
            let invitations = try db.rows(
                """
                SELECT i.person, i.pid FROM author_invitations i JOIN findings f ON f.id = i.finding
                WHERE f.pid = \(pid)
                """
            ) { row -> (UUID, String) in (try row.next(), try row.next()) }
            for (person, invitation) in invitations {
                if let number = ids.firstIndex(of: person) { found.invitations[number] = invitation }
            }
            return found
        }
    }

    /// What the public is answered that does not fit the database; `nil` when nothing is.
    ///
    /// Servers drop what they held when they hear of a change, so it is asked until it fits.
    func publicFault() async throws -> String? {
        let known = try await app.asSuperuser { db in
            try db.rows(
                // What is taken back before its day never was public.
                """
                SELECT p.pid, p.state, coalesce(p.withdrawn_at < p.published_at, false), v.title
                FROM publications p JOIN finding_versions v ON v.id = p.version
                """
            ) { row -> Publication in
                Publication(
                    pid: try row.next(),
                    state: try row.next(),
                    wasNever: try row.next(),
                    title: try row.next()
                )
            }
        }
        var fault: String?
        do {
            try await app.until("the public's answers", within: .seconds(10)) {
                fault = try await self.fault(in: known)
                return fault == nil
            }
        } catch is NeverCame {}
        return fault
    }

    private struct Publication: Sendable {
        let pid: String
        let state: String
        let wasNever: Bool
        let title: String

        var status: Int {
            switch state {
            case "published": 200
            case "hidden": 403
            case "withdrawn": wasNever ? 404 : 410
            default: 404
            }
        }
    }

    private func fault(in known: [Publication]) async throws -> String? {
        for publication in known {
            let answer = try await app.client.get("/v1/publications/\(publication.pid)")
            guard answer.status == publication.status else {
                return "\(publication.pid), \(publication.state), is answered by \(answer.status)"
            }
            if answer.status == 200, answer.json["title"]?.string != publication.title {
                return "\(publication.pid) has another title"
            }
            let certificate = try await app.client.get("/v1/publications/\(publication.pid)/certificate")
            // It says nothing of what was published, and stays while that is hidden or when it is withdrawn.
            guard certificate.status == (answer.status == 404 ? 404 : 200) else {
                return "the certificate of \(publication.pid) is answered by \(certificate.status)"
            }
        }
        let list = try await app.client.get("/v1/publications?limit=100").json["items"]?.array ?? []
        let listed = Set(list.compactMap { $0["pid"]?.string })
        let open = Set(known.filter { $0.state == "published" }.map(\.pid))
        guard listed == open else { return "listed are \(listed.sorted()), public are \(open.sorted())" }
        return nil
    }
}
