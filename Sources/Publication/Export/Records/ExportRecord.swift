// SPDX-License-Identifier: Apache-2.0
import Domain

/// One publication as the export gets it: the bytes that were stored when it was published and withdrawn.
package struct ExportRecord: Sendable {
    package enum Content: Sendable {
        /// The canonical document and the certificate's file.
        case published(document: [UInt8], certificate: [UInt8])
        /// The files of the certificate and of its revocation. The document itself is not exported again.
        case withdrawn(certificate: [UInt8], revocation: [UInt8])
        /// Was public, and is not shown now.
        case hidden
    }

    package let header: HarvestHeader
    package let content: Content

    package init(header: HarvestHeader, content: Content) {
        self.header = header
        self.content = content
    }

    package var pid: PID { header.pid }
}
