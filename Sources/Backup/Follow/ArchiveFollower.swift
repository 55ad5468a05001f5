// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc
import JSON
import Logging
import Postgres
import Processes
import Store

/// Copies what the database writes as it writes it, so that a backup can be brought to any second since.
///
/// `pg_receivewal` keeps the write-ahead log in a folder of this machine. Each round takes a position of the
/// log, waits until that is received, and copies files and keys before it adds the log up to there: what the
/// archive names is in the backup at every moment.
package struct ArchiveFollower {
    private let source: BackupSource
    private let folder: BackupFolder
    private let spool: String
    private let logger: Logger

    /// The slot for which the database keeps its log until it was received.
    package static let slot = "teahouse_backup"

    /// - Parameter spool: A folder for the log that is not copied yet.
    package init(_ source: BackupSource, into folder: BackupFolder, spool: String, logger: Logger) {
        self.source = source
        self.folder = folder
        self.spool = spool
        self.logger = logger
    }

    /// Follows until the task is cancelled.
    ///
    /// - Parameters:
    ///   - interval: The time from one round to the next.
    ///   - onRound: Is told how far the archive reaches.
    /// - Throws: `LockHeld` while another one follows, and what the first round throws; later ones are logged
    ///   and tried again.
    package func run(every interval: Duration, onRound: (ArchiveState) -> Void) async throws {
        let lock = try folder.lock("follow")
        defer { withExtendedLifetime(lock) {} }
        try Folder(spool).make(mode: 0o700)
        let receiver = try await receive()
        defer { receiver.kill() }
        var round = Round(last: try folder.archiveState())
        while true {
            do {
                onRound(try await copy(&round))
            } catch let error where round.hasSucceeded && !(error is CancellationError) {
                logger.error("the archive does not follow: \(error)")
            }
            if receiver.hasEnded {
                throw BackupError.failed(program: "pg_receivewal", output: "it ended; see its messages above")
            }
            try await Task.sleep(for: interval)
        }
    }

    /// What one round knows of the ones before.
    private struct Round {
        var hasSucceeded = false
        var keys: (copy: KeysCopy, file: String)?
        /// Whole seconds since 1970 before which every folder of the store was looked at.
        var filesSince = 0
        var last: ArchiveState?
    }

    private func receive() async throws -> ChildProcess {
        let (position, _) = try await source.position()
        let connection = ["--dbname=\(source.replication)", "--slot=\(Self.slot)", "--no-password"]
        let making = try await PostgresProgram.command(
            "pg_receivewal",
            major: Int(position.major),
            connection + ["--create-slot", "--if-not-exists"]
        )
        let made = try await making.run()
        guard made.ending == .exited(0) else {
            throw BackupError.failed(program: "pg_receivewal", output: made.output)
        }
        let command = try await PostgresProgram.command(
            "pg_receivewal",
            major: Int(position.major),
            connection + ["--directory=\(spool)", "--synchronous", "--status-interval=1"]
        )
        return try await ChildProcess.start(command, output: OpenFile(dup(2)))
    }

    private func copy(_ round: inout Round) async throws -> ArchiveState {
        let target = try await received()
        let began = Int(time(nil))
        var copy = FilesCopy(from: source.files, to: folder)
        // A second is the least that the time of a folder may be told in.
        _ = try copy.copy(try source.files.stored(changedSince: round.filesSince))
        let keys = try KeysCopy(reading: source.keys)
        let known = round.keys.flatMap { $0.copy == keys ? $0.file : nil }
        let keysFile = try known ?? folder.archive("keys") { try $0.write(keys.json.canonical) }
        let partial = try copyLog(to: target.end, round.last)
        let state = ArchiveState(
            until: target.at,
            timeline: target.end.timeline,
            first: try first(before: target.end, round.last),
            end: target.end.byte,
            partial: partial,
            keys: keysFile
        )
        try folder.writeArchiveState(state)
        try removeReplaced(by: state)
        round = Round(
            hasSucceeded: true,
            keys: (keys, keysFile),
            filesSince: began - 2,
            last: state
        )
        return state
    }

    /// A position of the log that is in the spool, and the moment before which everything is before it.
    private func received() async throws -> (end: LogPosition, at: Instant) {
        let target = try await source.platform.read { db in try FlushedPosition.now(db) }
        for _ in 0..<600 {
            let reached = try await source.platform.read { db in try FlushedPosition.received(db) }
            if reached >= target.end.byte { return (target.end, target.at) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BackupError.failed(program: "pg_receivewal", output: "it has not received the log for 30 s")
    }

    /// Copies the files of the spool up to a position; the name of the last one where it is not whole.
    private func copyLog(to end: LogPosition, _ last: ArchiveState?) throws -> String? {
        let had = Set(try folder.archivedNames().map { $0.prefix { $0 != "-" } })
        let endNumber = end.byte / LogPosition.segmentSize
        var partial: String?
        for name in try Folder(spool).names() {
            let path = "\(spool)/\(name)"
            guard let number = LogPosition.number(of: name), !name.hasSuffix(".history") else {
                if name.hasSuffix(".history"), !had.contains(name[...]) {
                    _ = try folder.archive(name) { try Self.copy(path, to: $0, upTo: .max) }
                }
                continue
            }
            let segment = String(name.prefix(24))
            let isWhole = name.count == 24
            if number < endNumber {
                // It is about to get its name.
                guard isWhole else { throw NotWhole(segment: segment) }
                if !had.contains(segment[...]) {
                    _ = try folder.archive(segment) { try Self.copy(path, to: $0, upTo: .max) }
                }
                _ = try FileSystem.remove(path)
            } else if number == endNumber, segment == end.segment, end.byte % LogPosition.segmentSize > 0 {
                if let last, last.end == end.byte, last.timeline == end.timeline, let name = last.partial {
                    partial = name
                } else {
                    partial = try folder.archive("\(segment).partial") {
                        try Self.copy(path, to: $0, upTo: end.byte % LogPosition.segmentSize)
                    }
                }
            }
        }
        return partial
    }

    /// The number of the first file from which on none is missing: the one of before, unless the database
    /// kept less of its log than was wanted.
    private func first(before end: LogPosition, _ last: ArchiveState?) throws -> UInt64 {
        let had = Set(
            try folder.archivedNames().compactMap { LogPosition.number(of: $0.prefix { $0 != "-" }) }
        )
        var first = end.byte / LogPosition.segmentSize
        while first > last?.first ?? 0, had.contains(first - 1) { first -= 1 }
        return first
    }

    /// Copies a file of the log, with zeros from `limit` on: what was written behind it may name files that
    /// are not copied yet.
    private static func copy(_ path: String, to writer: BlobWriter, upTo limit: UInt64) throws {
        var left = limit
        var size: UInt64 = 0
        try InputFile(path: path).forEachPiece { (piece) throws(FileError) in
            let kept = min(left, UInt64(piece.count))
            let zeros = [UInt8](repeating: 0, count: piece.count - Int(kept))
            do {
                try writer.write(UnsafeRawBufferPointer(rebasing: piece[..<Int(kept)]))
                try writer.write(zeros)
            } catch let error as FileError {
                throw error
            } catch {
                throw FileError(operation: "pack (\(error))", path: path, code: EIO)
            }
            left -= kept
            size += UInt64(piece.count)
        }
        guard limit == .max || size == LogPosition.segmentSize else {
            throw BackupError.failed(program: "pg_receivewal", output: "\(path) has \(size) bytes")
        }
    }

    /// Removes earlier states of what is named by the archive's newest state.
    private func removeReplaced(by state: ArchiveState) throws {
        for name in try folder.archivedNames()
        where name.contains(".partial-") && name != state.partial
            || name.hasPrefix("keys-") && name != state.keys
        {
            _ = try FileSystem.remove("\(folder.archive)/\(name)")
        }
    }
}

/// What was received is not under its name yet; the next round finds it.
private struct NotWhole: Error, CustomStringConvertible {
    let segment: String

    var description: String { "\(segment) is not whole yet" }
}

/// Where the log stands.
enum FlushedPosition {
    private struct Now: Record {
        let at: Instant
        let byte: Int64
        let timeline: Int64

        static var columns: SQL {
            """
            clock_timestamp(), (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint,
            ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::bigint
            """
        }

        init(row: inout Row) throws(DecodingFailure) {
            at = try row.next()
            byte = try row.next()
            timeline = try row.next()
        }
    }

    /// The end of what is on the database's disk, and the moment by its wall clock.
    static func now(_ db: Connection) throws -> (end: LogPosition, at: Instant) {
        guard let now: Now = try db.first("SELECT \(Now.columns)") else {
            throw BackupError.failed(program: "the database", output: "it says nothing of its log")
        }
        return (LogPosition(UInt64(now.byte), timeline: UInt32(truncatingIfNeeded: now.timeline)), now.at)
    }

    /// The end of what the receiver has on its disk.
    static func received(_ db: Connection) throws -> UInt64 {
        let byte: Int64? = try db.scalar(
            """
            SELECT (restart_lsn - '0/0'::pg_lsn)::bigint FROM pg_replication_slots
            WHERE slot_name = \(ArchiveFollower.slot)
            """
        )
        return UInt64(byte ?? 0)
    }
}
