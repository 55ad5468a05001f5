// SPDX-License-Identifier: Apache-2.0

import CPostgres

extension Session {
    /// Runs text by the simple protocol: several statements are allowed, binds are not.
    ///
    /// Returns the last result.
    func simple(_ text: String) throws(PostgresError) -> ResultSet? {
        guard !text.utf8.contains(0) else {
            throw PostgresError(kind: .misuse, message: "the text has a NUL")
        }
        guard PQsendQuery(raw, text) == 1 else { throw lost() }
        var last: ResultSet?
        var failure: PostgresError?
        while let pointer = PQgetResult(raw) {
            let result = ResultSet(pointer)
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                last = result
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                isSpoiled = true
                throw PostgresError(kind: .misuse, message: "COPY needs copyOut")
            default:
                failure = failure ?? self.failure(result)
            }
        }
        if let failure { throw failure }
        guard isConnected else { throw lost() }
        return last
    }

    /// Runs a `COPY … TO STDOUT` and calls `body` with each chunk; the chunk is valid during the call only.
    func copyOut(_ text: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard PQsendQuery(raw, text) == 1 else { throw lost() }
        guard let pointer = PQgetResult(raw) else { throw lost() }
        let start = ResultSet(pointer)
        guard start.status == PGRES_COPY_OUT else {
            guard start.status == PGRES_FATAL_ERROR else {
                // What else may follow, another COPY among it, is not worth reading.
                isSpoiled = true
                throw PostgresError(kind: .misuse, message: "not a COPY TO STDOUT")
            }
            while let more = PQgetResult(raw) { PQclear(more) }
            throw self.failure(start)
        }
        do {
            try readCopy(body)
        } catch {
            // The rest may be gigabytes: closing the connection is the way to stop it.
            if PQtransactionStatus(raw) == PQTRANS_ACTIVE { isSpoiled = true }
            throw error
        }
    }

    private func readCopy(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            var chunk: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(raw, &chunk, 0)
            guard length >= 0, let chunk else { break }
            defer { PQfreemem(chunk) }
            try body(UnsafeRawBufferPointer(start: chunk, count: Int(length)))
        }
        // Behind the last chunk, and behind an error in the middle, there is one more result.
        var failure: PostgresError?
        while let pointer = PQgetResult(raw) {
            let result = ResultSet(pointer)
            if result.status != PGRES_COMMAND_OK { failure = failure ?? self.failure(result) }
        }
        if let failure { throw failure }
        guard isConnected else { throw lost() }
    }
}
