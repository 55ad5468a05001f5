// SPDX-License-Identifier: Apache-2.0
import Domain

/// One publication as the export gets it: the bytes that were stored when it was published and withdrawn.
package enum ExportRecord: Sendable {
    /// The canonical document and the certificate's file.
    case published(pid: PID, document: [UInt8], certificate: [UInt8])
    /// The files of the certificate and of its revocation. The document itself is not exported again.
    case withdrawn(pid: PID, certificate: [UInt8], revocation: [UInt8])

    package var pid: PID {
        switch self {
        case .published(let pid, _, _), .withdrawn(let pid, _, _): pid
        }
    }
}
