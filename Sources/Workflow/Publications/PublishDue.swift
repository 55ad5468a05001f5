// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store

extension Connection {
    /// What the clock does with a publication, locked with its version, whose day has come: it becomes
    /// public, or is compared once more first with what had to go from other findings; what was hidden is
    /// shown again.
    ///
    /// - Throws: `LostRace` when one of the two is no longer in its state.
    package func publish(_ due: PublicationEntry) throws {
        guard due.state != .hidden else {
            try move(due.row, .show)
            return
        }
        guard try BindingPassageStore(self).unjudged(in: due.version).isEmpty else {
            // Which reads files, and so is a job's.
            return try JobStore(self).enqueue(.compareEmbargoed, due.version.rawValue)
        }
        try release(due)
    }

    /// Ends the embargo of a version that was compared with the passages of these flags, of which none stands
    /// in it, if its day has come; what binds it beyond them is compared first.
    ///
    /// - Throws: `LostRace` when the publication or its version changed without a lock.
    package func publish(embargoed version: ID<FindingVersion>, comparedWith flags: Set<UUID>) throws {
        guard let entry = try PublicationStore(self).held(embargoed: version), let due = entry.dueAt,
            try due <= PlatformClock(self).now()
        else { return }
        let binding = try BindingPassageStore(self).unjudged(in: version).map(\.flag.id)
        guard flags.isSuperset(of: binding) else {
            return try JobStore(self).enqueue(.compareEmbargoed, version.rawValue)
        }
        try release(entry)
    }

    /// A publication and its version become public together or not at all.
    private func release(_ due: PublicationEntry) throws {
        try move(due.row, .publish)
        try move(due.versionRow, .publish, ["publication": .string(due.pid.description)])
    }
}
