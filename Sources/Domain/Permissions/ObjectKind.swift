// SPDX-License-Identifier: Apache-2.0

/// The kinds of objects that the table of permissions speaks of, with the states that matter to it.
package enum ObjectKind: String, CaseIterable, Sendable {
    /// No object: what concerns the caller alone, and lists.
    case platform
    case token
    case organisation
    case dataset
    case release
    case accessRequest = "access_request"
    case problem
    /// A problem that only its owner and its circle know of.
    case restrictedProblem = "restricted_problem"
    /// One version of a finding, and the finding with it.
    case finding
    case clearance
    case flag
    case review
    case publication

    /// Its name in a sentence, with spaces: `access request`.
    package var word: String {
        rawValue.split(separator: "_").joined(separator: " ")
    }

    /// The states' raw values in the order of their declaration; `always` alone for the platform.
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
        case .clearance: Clearance.State.allCases.map(\.rawValue)
        case .flag: Flag.State.allCases.map(\.rawValue)
        case .review: Review.State.allCases.map(\.rawValue)
        case .publication: PublicationFace.allCases.map(\.rawValue)
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
    case embargoed, published, withdrawn
    /// Taken back before its day, so that it never was public.
    case retracted
}
