// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Logging
import Publication
import Server
import Store

/// What is looked at in the database.
extension Examination {
    mutating func lookAtDatabase(
        _ database: DatabaseOptions,
        _ state: StateFolder,
        logOrigin: String?,
        logger: Logger
    ) async {
        do {
            try await lookAtRows(database, logger: logger)
        } catch {
            return add("database", (error as? CannotRun)?.message ?? "\(error)")
        }
        await check("schema") {
            let pending = try await Schema(database.conninfo(), logger: logger).plan()
            guard pending.isEmpty else {
                throw Trouble("it lacks \(pending.joined(separator: ", ")): teahouse migrate")
            }
        }
        await check("keys, files and database belong together") {
            try await database.with(role: DatabaseOptions.platformRole, logger: logger) { pool in
                try await state.requireFit(for: pool)
            }
        }
        await check("transparency log has its name") {
            guard let logOrigin else { return }
            let note = try await database.platform(logger: logger) { db in
                try PublishedLogStore(db).head()?.note
            }
            guard let origin = note.flatMap({ SignedCheckpoint($0) })?.checkpoint.origin else { return }
            guard origin == logOrigin || origin.hasPrefix(logOrigin + "/") else {
                throw Trouble("it is \(origin) for ever, and the settings say \(logOrigin)")
            }
        }
    }

    private mutating func lookAtRows(_ database: DatabaseOptions, logger: Logger) async throws {
        let here = Date.now.timeIntervalSince1970
        let (unsafe, excessive, isClockTrue, wallClock, stuck, operations, parked) =
            try await database.platform(logger: logger) { db in
                let settings = DatabaseSettings(db)
                return (
                    try settings.unsafe(), try settings.excessiveRights(), try settings.isClockTrue(),
                    try settings.wallClock(), try CertificationStore(db).stuck(atMost: 10),
                    try Operations.now(db), try JobStore(db).parked(atMost: 10)
                )
            }
        let passed = Date.now.timeIntervalSince1970 - here
        add("database keeps what it acknowledges", unsafe.isEmpty ? nil : unsafe.joined(separator: ", "))
        add(
            "the application's roles have no other's rights",
            excessive.isEmpty ? nil : excessive.joined(separator: ", ")
        )
        add("clock is the database's own", isClockTrue ? nil : "it was moved, as in a demonstration")
        let ahead = Double(wallClock.rawValue) / 1_000_000 - here
        add(
            "clocks agree",
            ahead > -2 && ahead < passed + 2
                ? nil : "the database's is \(Int(ahead)) s ahead of this machine's"
        )
        let certificates = stuck.map { "\($0.subject): \($0.cause ?? "it has waited for more than a day")" }
        add("certificates issued", certificates.isEmpty ? nil : certificates.joined(separator: "; "))
        let work = parked.map { "\($0.kind.rawValue) of \($0.subject): \($0.cause)" }
        add(
            "background work is done",
            work.isEmpty ? nil : "\(work.joined(separator: "; ")): teahouse admin job list"
        )
        let overdue = operations?.overdueAppointments ?? 0
        add(
            "findings have judges",
            overdue == 0 ? nil : "\(overdue) lack them: teahouse moderate queue --kind appointment"
        )
        guard let last = operations?.lastExport else {
            return note("last export", "none was made: teahouse export")
        }
        let now = Double(wallClock.rawValue) / 1_000_000
        add("last export", now - last > 26 * 3600 ? "it is \(Int((now - last) / 3600)) h old" : nil)
    }
}
