// SPDX-License-Identifier: Apache-2.0

import CPostgres

/// One message group of a pipeline; each has one result.
enum Command {
    case prepare(name: String, SQL)
    case execute(name: String, SQL)
    /// Parsed, bound and executed without a name.
    case direct(SQL)

    var isPreparation: Bool {
        if case .prepare = self { true } else { false }
    }
}

extension Session {
    func plan(_ batch: [SQL]) -> [Command] {
        var commands: [Command] = []
        commands.reserveCapacity(batch.count * 2)
        for sql in batch {
            guard prepares else {
                commands.append(.direct(sql))
                continue
            }
            let (name, isNew) = statements.name(of: sql)
            if isNew { commands.append(.prepare(name: name, sql)) }
            commands.append(.execute(name: name, sql))
        }
        return commands
    }

    /// Sends the commands and one Sync.
    ///
    /// In blocking mode libpq reads while it waits to write, so neither side can fill up the other.
    func send(_ commands: [Command]) throws(PostgresError) {
        guard PQenterPipelineMode(raw) == 1 else { throw lost() }
        for command in commands {
            let isQueued: Bool
            switch command {
            case .prepare(let name, let sql):
                let types = sql.binds.map(\.oid)
                isQueued = PQsendPrepare(raw, name, sql.text, Int32(types.count), types) == 1
            case .execute(let name, let sql):
                isQueued = withParameters(sql.binds) { count, values, lengths, formats in
                    PQsendQueryPrepared(raw, name, count, values, lengths, formats, 1) == 1
                }
            case .direct(let sql):
                let types = sql.binds.map(\.oid)
                isQueued = withParameters(sql.binds) { count, values, lengths, formats in
                    PQsendQueryParams(raw, sql.text, count, types, values, lengths, formats, 1) == 1
                }
            }
            guard isQueued else { throw lost() }
        }
        guard PQpipelineSync(raw) == 1 else { throw lost() }
    }

    /// The result of the next command.
    func receive() throws(PostgresError) -> ResultSet {
        guard let pointer = PQgetResult(raw) else { throw lost() }
        let result = ResultSet(pointer)
        switch result.status {
        case PGRES_PIPELINE_SYNC, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            return result
        default:
            // "PQgetResult … null pointer … end of the results of this statement". More than one is a lost
            // connection saying so again; the first one has the server's reason.
            while let more = PQgetResult(raw) { PQclear(more) }
            if result.status == PGRES_FATAL_ERROR, !isConnected { throw failure(result) }
            return result
        }
    }

    func endPipeline() throws(PostgresError) {
        guard try receive().status == PGRES_PIPELINE_SYNC, PQexitPipelineMode(raw) == 1 else { throw lost() }
    }

    /// The connection cannot go on: what libpq says about it.
    func lost() -> PostgresError {
        isSpoiled = true
        return PostgresError(connection: raw)
    }

    /// Lays the binds out as the parallel arrays that libpq takes, all in binary format.
    private func withParameters(
        _ binds: [Bind],
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Bool
    ) -> Bool {
        guard !binds.isEmpty else { return body(0, nil, nil, nil) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(binds.reduce(1) { $0 + ($1.bytes?.count ?? 0) })
        var offsets: [Int?] = []
        var lengths: [Int32] = []
        for bind in binds {
            offsets.append(bind.bytes == nil ? nil : bytes.count)
            lengths.append(Int32(truncatingIfNeeded: bind.bytes?.count ?? 0))
            if let value = bind.bytes { bytes += value }
        }
        // An empty value needs an address too: without one it would be NULL.
        bytes.append(0)
        let formats = [Int32](repeating: 1, count: binds.count)
        return bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = offsets.map { offset in
                offset.flatMap { offset in start.map { $0 + offset } }
            }
            return body(Int32(binds.count), values, lengths, formats)
        }
    }
}
