// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Logging

/// Writes the server's notices to the log.
///
/// It outlives the connections that report to it.
final class NoticeLog: Sendable {
    private let logger: Logger

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
        let text = { (code: Int32) in PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        logger.debug(
            "PostgreSQL: \(text(Field.message))",
            metadata: ["severity": "\(text(Field.severity))", "sqlstate": "\(text(Field.sqlState))"]
        )
    }
}
