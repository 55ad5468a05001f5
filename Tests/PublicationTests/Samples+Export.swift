// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication

extension Samples {
    /// Begins a run, a day after the one before it.
    func writer(
        run: Int,
        in directory: String,
        at instant: Instant? = nil,
        extras: ExportExtras? = nil,
        keep: Int = 14,
        anew: Bool = false
    ) throws -> ExportWriter {
        let instant = instant ?? Self.start.advanced(byDays: Int64(run))
        return try ExportWriter(
            lock: ExportLock(directory: directory, at: instant),
            run: run,
            at: instant,
            keys: ring,
            extras: extras,
            keep: keep,
            startsAnew: anew
        )
    }

    /// Makes a whole export.
    @discardableResult
    func export(
        run: Int,
        _ records: [ExportRecord],
        in directory: String,
        at instant: Instant? = nil,
        extras: ExportExtras? = nil,
        keep: Int = 14,
        anew: Bool = false
    ) throws -> ExportSummary {
        let writer = try writer(run: run, in: directory, at: instant, extras: extras, keep: keep, anew: anew)
        for record in records { try writer.append(record) }
        return try writer.seal().makeCurrent()
    }
}
