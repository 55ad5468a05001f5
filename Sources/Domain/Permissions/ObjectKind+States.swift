// SPDX-License-Identifier: Apache-2.0

extension ObjectKind {
    /// The kinds on which permissions are given, in the order of their pages.
    package static let governed = allCases.filter { !$0.states.isEmpty }

    /// The states that permissions tell apart, as raw values in the order of their declaration; `always`
    /// alone for the platform, and none for a kind on which no permission is given.
    package var states: [String] {
        switch self {
        case .platform: [Self.always]
        case .token: TokenState.allCases.map(\.rawValue)
        case .organisation: Organisation.State.allCases.map(\.rawValue)
        case .dataset: DatasetState.allCases.map(\.rawValue)
        case .release: Release.State.allCases.map(\.rawValue)
        case .accessRequest: AccessRequest.State.allCases.map(\.rawValue)
        case .problem, .restrictedProblem: Problem.State.allCases.map(\.rawValue)
        case .finding: Finding.State.allCases.map(\.rawValue)
        case .authorInvitation: [Self.always]
        case .clearance: Clearance.State.allCases.map(\.rawValue)
        case .flag: Flag.State.allCases.map(\.rawValue)
        case .review: Review.State.allCases.map(\.rawValue)
        case .publication: PublicationFace.allCases.map(\.rawValue)
        case .withdrawalNote: WithdrawalNote.State.allCases.map(\.rawValue)
        case .person, .invitation, .membership, .findingVersion, .screening, .moderation, .certification,
            .identifier, .exportRun, .key, .file:
            []
        }
    }

    /// The state of a kind that has no states.
    package static let always = "always"
}

/// Whether a token can still be used.
package enum TokenState: String, CaseIterable, Sendable {
    case live, revoked
}

/// Whether a dataset has a release that everybody may know of.
package enum DatasetState: String, CaseIterable, Sendable {
    case unreleased, released
}

/// What the world may know of a publication.
package enum PublicationFace: String, CaseIterable, Sendable {
    case embargoed, published, hidden, withdrawn
    /// Taken back before its day, so that it never was public.
    case retracted
}
