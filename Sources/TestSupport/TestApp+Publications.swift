// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store

extension TestApp {
    /// A moment so many days from now, before the clock is moved.
    package static func day(_ days: Int64) -> JSON {
        let now = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        return .string(now.advanced(byDays: days).description)
    }

    /// Rows like those of one publication, of findings of their own, in the past one second apart;
    /// returns their public ids.
    ///
    /// The bytes are the original's, so they are for lists and not for verification.
    package func copyPublication(_ original: String, times: Int) async throws -> [String] {
        var copies: [(PID, PID)] = []
        for _ in 0..<times { copies.append((try PID.random(.publication), try PID.random(.finding))) }
        let made = copies
        try await asSuperuser { db in
            try db.execute("SET session_replication_role = replica")
            for (index, (publication, finding)) in made.enumerated() {
                let ids = (0..<3).map { _ in UUID() }
                try db.execute(
                    """
                    INSERT INTO findings (id, pid, created_by)
                    SELECT \(ids[0]), \(finding), f.created_by
                    FROM findings f JOIN publications p ON p.finding = f.id WHERE p.pid = \(original)
                    """
                )
                try db.execute(
                    """
                    INSERT INTO finding_versions (
                        id, finding, number, state, title, abstract, language, kind, license,
                        submitted_at, created_by
                    )
                    SELECT \(ids[1]), \(ids[0]), 1, v.state, v.title, v.abstract, v.language, v.kind,
                        v.license, v.submitted_at, v.created_by
                    FROM finding_versions v JOIN publications p ON p.version = v.id WHERE p.pid = \(original)
                    """
                )
                try db.execute(
                    """
                    INSERT INTO publications (
                        id, pid, finding, version, state, document, digest, published_at
                    )
                    SELECT \(ids[2]), \(publication), \(ids[0]), \(ids[1]), state, document, digest,
                        published_at - make_interval(secs => \(Double(index + 1)))
                    FROM publications WHERE pid = \(original)
                    """
                )
                try db.execute(
                    """
                    INSERT INTO certificates (publication, version, envelope, digest, key_id)
                    SELECT \(ids[2]), \(ids[1]), c.envelope, c.digest, c.key_id
                    FROM certificates c JOIN publications p ON p.id = c.publication WHERE p.pid = \(original)
                    """
                )
            }
        }
        return copies.map(\.0.description)
    }
}
