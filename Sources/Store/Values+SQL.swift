// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

// How the values of the domain look in PostgreSQL: ids as uuid, instants as timestamptz, digests
// as bytea, all else as text.

extension ID: SQLEncodable, SQLDecodable {}

extension Instant: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { Timestamp.oid }

    package func encode(into buffer: inout [UInt8]) {
        Timestamp(rawValue: rawValue).encode(into: &buffer)
    }

    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        self.init(rawValue: try Timestamp(oid: oid, bytes: bytes).rawValue)
    }
}

extension Instant: SQLArrayElement {
    package static var arrayOID: UInt32 { Timestamp.arrayOID }
}

extension Digest: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { [UInt8].oid }

    package func encode(into buffer: inout [UInt8]) {
        bytes.encode(into: &buffer)
    }

    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard let digest = Digest(bytes: Array(bytes)) else { throw DecodingFailure(.unknownCase) }
        self = digest
    }
}

/// A value that its text represents completely.
package protocol TextValue: LosslessStringConvertible, SQLEncodable, SQLDecodable {}

extension TextValue {
    package static var oid: UInt32 { String.oid }

    package func encode(into buffer: inout [UInt8]) {
        description.encode(into: &buffer)
    }

    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard let value = Self(try String(oid: oid, bytes: bytes)) else {
            throw DecodingFailure(.unknownCase)
        }
        self = value
    }
}

extension PID: TextValue {}
extension ORCID: TextValue {}
extension ROR: TextValue {}

extension RawRepresentable<String> {
    /// The value that a text of the database stands for.
    ///
    /// - Throws: `DecodingFailure` for a text that stands for no value, so that nothing
    ///   unknown is dropped unseen.
    static func known(_ text: String) throws(DecodingFailure) -> Self {
        guard let value = Self(rawValue: text) else { throw DecodingFailure(.unknownCase) }
        return value
    }
}

extension MembershipRole: SQLArrayElement {}
extension PlatformRole: SQLArrayElement {}
extension Relation: SQLEncodable, SQLDecodable, SQLArrayElement {}
extension Action: SQLEncodable, SQLDecodable, SQLArrayElement {}
extension Scope: SQLArrayElement {}

extension Review.State: SQLEncodable, SQLDecodable {}
extension Review.Recommendation: SQLEncodable, SQLDecodable {}
extension WithdrawalNote.State: SQLEncodable, SQLDecodable {}
extension Organisation.Kind: SQLEncodable, SQLDecodable {}
extension Organisation.State: SQLEncodable, SQLDecodable {}
extension PersonState: SQLEncodable, SQLDecodable {}
extension MembershipRole: SQLEncodable, SQLDecodable {}
extension PlatformRole: SQLEncodable, SQLDecodable {}
extension Scope: SQLEncodable, SQLDecodable {}
extension Problem.State: SQLEncodable, SQLDecodable {}
extension Problem.Visibility: SQLEncodable, SQLDecodable {}
extension Problem.Outcome: SQLEncodable, SQLDecodable {}
extension DatasetState: SQLEncodable, SQLDecodable {}
extension Release.State: SQLEncodable, SQLDecodable {}
extension Release.Profile: SQLEncodable, SQLDecodable {}
extension Release.ColumnRole: SQLEncodable, SQLDecodable {}
extension AccessRequest.State: SQLEncodable, SQLDecodable {}
extension Finding.State: SQLEncodable, SQLDecodable {}
extension Finding.Kind: SQLEncodable, SQLDecodable {}
extension ObjectKind: SQLEncodable, SQLDecodable {}
extension License: SQLEncodable, SQLDecodable {}
extension SearchedType: SQLEncodable, SQLDecodable {}
extension Screening: SQLEncodable, SQLDecodable {}
extension Moderation: SQLEncodable, SQLDecodable {}
extension Certification: SQLEncodable, SQLDecodable {}
extension Clearance.State: SQLEncodable, SQLDecodable {}
extension Clearance.Outcome: SQLEncodable, SQLDecodable {}
extension Flag.State: SQLEncodable, SQLDecodable, SQLArrayElement {}
extension Flag.Category: SQLEncodable, SQLDecodable {}
extension PublicationRecord.State: SQLEncodable, SQLDecodable {}
extension ExportRun: SQLEncodable, SQLDecodable {}
extension Identifier.State: SQLEncodable, SQLDecodable {}
extension Identifier.Wanted: SQLEncodable, SQLDecodable {}
