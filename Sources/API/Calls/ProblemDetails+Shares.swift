// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Store

extension ProblemDetails {
    /// The disk takes no more.
    static let storageFull = Self(.insufficientStorage, "storage_full", "There is no room for the file.")

    /// What is left of the disk is kept for the database.
    init(_ full: StoreFull) {
        self = Self.storageFull.with(SpentLimit("reserve", full.reserve, unit: "content-bytes"))
    }

    /// Somebody has all that they may have: 507 of what is stored, 409 of what can be ended.
    init(spent share: Share, of amount: Int64) {
        let status = share.isStorage ? HTTPResponse.Status.insufficientStorage : .conflict
        self = Self(status, "share_spent", "\(share.sentence(amount)) Nothing was changed.").with(
            SpentLimit(share.rawValue, amount, unit: share.unit)
        )
    }
}

extension HTTPResponse.Status {
    /// 507 (RFC 4918, section 11.5).
    static let insufficientStorage = Self(code: 507, reasonPhrase: "Insufficient Storage")
}

extension Share {
    /// Of what it is, as `RateLimit-Policy` says it.
    fileprivate var unit: String {
        switch self {
        case .personBytes, .organisationBytes: "content-bytes"
        case .personTokens: "tokens"
        case .personDrafts, .organisationDrafts: "drafts"
        case .personInvitations, .organisationInvitations: "invitations"
        case .personFiles, .organisationFiles, .draftFiles: "files"
        }
    }

    fileprivate func sentence(_ amount: Int64) -> String {
        switch self {
        case .personTokens: "A person has at most \(amount) tokens; one that is revoked counts for a day."
        case .personDrafts: "A person has at most \(amount) drafts of findings."
        case .personInvitations: "A person has at most \(amount) open invitations to authors."
        case .personFiles: "A person brings at most \(amount) files; replaced ones count until they are gone."
        case .personBytes: "A person brings at most \(amount) bytes; replaced ones count until they are gone."
        case .organisationDrafts:
            "An organisation has at most \(amount) drafts of datasets, releases and problems."
        case .organisationInvitations:
            "An organisation has at most \(amount) open invitations; one that is taken back counts for a day."
        case .organisationFiles:
            "An organisation's people bring at most \(amount) files; replaced ones count until they are gone."
        case .organisationBytes:
            "An organisation's people bring at most \(amount) bytes; replaced ones count until they are gone."
        case .draftFiles: "A draft has at most \(amount) files."
        }
    }
}
