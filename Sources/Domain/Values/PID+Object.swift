// SPDX-License-Identifier: Apache-2.0

extension PID.Kind {
    /// What kind of thing that is.
    package var object: ObjectKind {
        switch self {
        case .organisation: .organisation
        case .person: .person
        case .token: .token
        case .invitation: .invitation
        case .dataset: .dataset
        case .accessRequest: .accessRequest
        case .problem: .problem
        case .finding: .finding
        case .clearance: .clearance
        case .flag: .flag
        case .review: .review
        case .authorInvitation: .authorInvitation
        case .publication: .publication
        }
    }
}
