// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import Server

/// What many tests begin with, played over HTTP once a run and from then on laid into empty servers: a
/// release that is out, a finding over it that was submitted and screened, and its publication.
///
/// They are three moments of one history, so each has what led to it: people, tokens,
/// events, notices, the sealed log.
package actor Templates {
    static let shared = Templates()

    /// All that a server holds.
    package struct Moment: Sendable {
        fileprivate let rows: Snapshot
        /// The stored files, by their paths below the folder of files.
        fileprivate let files: [String: Data]
    }

    struct History: Sendable {
        let release: (DatasetFixture, Moment)
        let submitted: (FindingFixture, Moment)
        let published: (fixture: FindingFixture, publication: String, Moment)
    }

    private var playing: Task<History, any Error>?

    /// The three moments; plays them at the first call.
    func history() async throws -> History {
        if let playing { return try await playing.value }
        let task = Task { try await Self.play() }
        playing = task
        return try await task.value
    }

    private static func play() async throws -> History {
        let server = try await TestServer.start()
        let app = server.app
        let result: Result<History, any Error>
        do {
            let data = try await app.playRelease()
            let release = (data, try await moment(app))
            let fixture = try await app.playSubmission(over: data)
            _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
            let submitted = (fixture, try await moment(app))
            try await app.openGates(of: fixture)
            let publication = try await app.publication(of: fixture)
            result = .success(
                History(
                    release: release,
                    submitted: submitted,
                    published: (fixture, publication, try await moment(app))
                )
            )
        } catch {
            result = .failure(error)
        }
        try await server.stop()
        return try result.get()
    }

    /// The server's present state, once nothing is under way in it.
    package static func moment(_ app: TestApp) async throws -> Moment {
        try await app.until("the end of all work") {
            try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT NOT EXISTS (SELECT FROM jobs WHERE state IN ('ready', 'running'))
                        AND NOT EXISTS (SELECT FROM outbox_events WHERE delivered_at IS NULL)
                        AND NOT EXISTS (SELECT FROM identifiers WHERE due_at IS NOT NULL)
                    """
                )
            } == true
        }
        _ = try await app.sealedLog()
        let root = URL(filePath: app.state.files).appending(path: "sha256")
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path(percentEncoded: false)) {
            let url = root.appending(path: name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files["sha256/" + name] = try Data(contentsOf: url)
        }
        return Moment(rows: try await app.superuser.read { db in try Snapshot(db) }, files: files)
    }
}

extension TestApp {
    /// Lays a moment into this server, if nothing was done with it yet.
    package func begin(with moment: Templates.Moment) async throws -> Bool {
        let rows = moment.rows
        let isLaid = try await superuser.write { db in
            guard try db.scalar("SELECT NOT EXISTS (SELECT FROM persons)") == true else { return false }
            try rows.replaceAll(db)
            return true
        }
        guard isLaid else { return false }
        for (path, data) in moment.files {
            let url = URL(filePath: state.files).appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try data.write(to: url)
        }
        return true
    }
}
