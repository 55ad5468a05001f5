// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

/// What a log lost, and how it goes on.
package struct LogGap: Sendable {
    /// The newest state that was signed of the log as it was.
    package let previous: Checkpoint
    /// How many entries this database has.
    package let size: Int64
    /// The name under which it goes on.
    package let origin: String
}

/// Why a log is not opened anew.
package enum ResumptionRefused: Error, Sendable, CustomStringConvertible {
    case notSigned
    case otherLog(String)
    case newerKnown(path: String, size: Int64)
    case nothingLost(size: Int64)

    package var description: String {
        switch self {
        case .notSigned: "No key of this platform has signed that checkpoint."
        case .otherLog(let name): "That is a checkpoint of another log, \(name)."
        case .newerKnown(let path, let size): "\(path) is newer, of \(size) entries: name that with --newest."
        case .nothingLost(let size):
            "Nothing is lost: the log of \(size) entries goes on from that checkpoint."
        }
    }
}

extension Connection {
    /// Opens the log anew after a database was put back to an earlier day: under the next name, with an entry
    /// that names the newest checkpoint of the log as it was.
    ///
    /// The tree goes on, so what was proved of it stays proved. Nothing is changed where `isOnlyAsked`.
    ///
    /// - Throws: ``ResumptionRefused``, and what ``SigningState/keys()`` throws of the keys.
    package func resumeLog(
        after newest: SignedCheckpoint,
        signedIn folder: String,
        isOnlyAsked: Bool = false
    ) throws -> LogGap {
        let store = LogStore(self)
        // No sealer is to sign under the old name meanwhile.
        try store.waitForSealers()
        let standing = try LogStanding(self)
        let ring = try SigningState(self, keysDirectory: folder).ring()
        guard newest.isSigned(by: ring.list.content.publicKeys) else { throw ResumptionRefused.notSigned }
        let last = newest.checkpoint
        let names = standing.names(orOf: last.origin)
        guard let number = names.number(of: last.origin) else {
            throw ResumptionRefused.otherLog(last.origin)
        }
        let present = standing.resumptions.last?.number ?? 1
        guard try !isIncluded(last, standing) else {
            throw ResumptionRefused.nothingLost(size: standing.size)
        }
        let high = HighCheckpoint(in: folder)
        if let known = try high.read()?.checkpoint, let itsNumber = names.number(of: known.origin),
            itsNumber > number || itsNumber == number && known.size > last.size
        {
            throw ResumptionRefused.newerKnown(path: high.path, size: known.size)
        }
        let next = max(number, present) + 1
        let gap = LogGap(previous: last, size: standing.size, origin: names[next])
        guard !isOnlyAsked else { return gap }
        let entry = LogEntry.Resumption(
            origin: gap.origin,
            previous: last,
            at: try PlatformClock(self).now()
        )
        try store.resume(next, as: gap.origin, after: newest.note.description, entry: entry.body)
        return gap
    }

    private func isIncluded(_ checkpoint: Checkpoint, _ standing: LogStanding) throws -> Bool {
        do {
            try standing.require(toInclude: checkpoint, from: "")
            return true
        } catch is SigningRefused {
            return false
        }
    }
}
