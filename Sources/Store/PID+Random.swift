// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

extension PID {
    /// A new identifier of fifty random bits; the database's uniqueness has the last word.
    package static func random(_ kind: Kind) throws(OpenSSLError) -> PID {
        PID(kind: kind, bits: try randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
