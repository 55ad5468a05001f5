// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc
import Logging

/// Writes the notices of one connection's server to the log, and heeds the one that takes back a promise.
///
/// It outlives the connection that reports to it, and is called on that one's thread.
final class NoticeLog {
    private let logger: Logger
    /// Whether the server has said that it gave up waiting for a standby: what it committed may be lost with
    /// it.
    var hasGivenUpStandby = false

    init(_ logger: Logger) {
        self.logger = logger
    }

    func receive(from raw: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = PQsetNoticeReceiver(
            raw,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().log(result)
            },
            context
        )
    }

    private func log(_ result: OpaquePointer) {
        // The function is named in every language.
        if PQresultErrorField(result, Field.sourceFunction).map({ strcmp($0, "SyncRepWaitForLSN") }) == 0 {
            hasGivenUpStandby = true
        }
        let text = { (code: Int32) in PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        logger.debug(
            "PostgreSQL: \(text(Field.message))",
            metadata: ["severity": "\(text(Field.severity))", "sqlstate": "\(text(Field.sqlState))"]
        )
    }
}
