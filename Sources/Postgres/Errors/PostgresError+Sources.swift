// SPDX-License-Identifier: Apache-2.0

import CPostgres

extension PostgresError {
    init(_ failure: DecodingFailure) {
        self.init(kind: .decoding, message: failure.description)
    }

    init(rowCount: Int) {
        self.init(kind: .unexpectedRowCount, message: "\(rowCount) rows instead of one")
    }

    init(_ reason: CancelGate.Reason) {
        switch reason {
        case .cancelled: self.init(kind: .cancelled)
        case .deadline: self.init(kind: .deadline)
        case .shutdown: self.init(kind: .shutdown)
        }
    }

    /// The error that the server reported in `result`.
    init(_ result: ResultSet) {
        let state = result.field(Field.sqlState)
        let severity = result.field(Field.severity)
        let endsConnection = state == nil || severity == "FATAL" || severity == "PANIC"
        self.init(
            kind: endsConnection ? .connection : .server(state ?? ""),
            sqlState: state,
            constraint: result.field(Field.constraint),
            table: result.field(Field.table),
            message: result.field(Field.message) ?? PostgresError.firstLine(PQresultErrorMessage(result.raw)),
            isStalePlan: state == "26000"
                || state == "0A000" && result.field(Field.sourceFunction) == "RevalidateCachedQuery"
        )
    }

    /// The trouble that libpq itself reports of a connection.
    init(connection: OpaquePointer?) {
        let text = connection.flatMap { PostgresError.firstLine(PQerrorMessage($0)) }
        self.init(
            kind: .connection,
            sqlState: text.flatMap(PostgresError.sqlState(in:)),
            message: text ?? "the connection was lost"
        )
    }

    private static func firstLine(_ text: UnsafePointer<CChar>?) -> String? {
        guard let text else { return nil }
        return String(cString: text).split(separator: "\n").first.map(String.init)
    }

    /// The SQLSTATE in the message of a connection that was refused.
    ///
    /// libpq hands out no fields before the connection stands, but in verbose mode the message has the code
    /// behind the severity: `FATAL:  53300: sorry, too many clients already`.
    static func sqlState(in message: String) -> String? {
        message.firstMatch(of: #/:  ([0-9A-Z]{5}): /#).map { String($0.1) }
    }
}

/// The codes of `PQresultErrorField`.
enum Field {
    static let severity = Int32(UInt8(ascii: "V"))
    static let sqlState = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
    static let table = Int32(UInt8(ascii: "t"))
    static let constraint = Int32(UInt8(ascii: "n"))
    static let sourceFunction = Int32(UInt8(ascii: "R"))
}
