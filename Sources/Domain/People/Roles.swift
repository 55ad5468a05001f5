// SPDX-License-Identifier: Apache-2.0

/// What a person may do in an organisation.
package enum MembershipRole: String, CaseIterable, Sendable {
    case owner
    case dataOfficer = "data_officer"
    case clearanceOfficer = "clearance_officer"
    case problemOwner = "problem_owner"
    case researcher
    case reviewer
}

/// What a person may do on the platform as a whole.
package enum PlatformRole: String, CaseIterable, Sendable {
    case moderator, admin
}

/// Whether a person may act: a suspended one can do nothing until resumed.
package enum PersonState: String, Lifecycle {
    case active, suspended

    /// What changes it: `suspend` an active person, `resume` a suspended one.
    package enum Event: String, CaseIterable, Sendable {
        case suspend, resume
    }

    package static let object = ObjectKind.person
    package var isWaiting: Bool { false }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.active, .suspend): .suspended
        case (.suspended, .resume): .active
        case (.active, .resume), (.suspended, .suspend): nil
        }
    }
}

/// What a token is good for.
///
/// A scope only narrows the rights that its person has at that moment.
package enum Scope: String, CaseIterable, Sendable {
    /// Reading everything the person may read.
    case read
    /// Findings, their files, contributions and submission; answers to flags.
    case findings
    /// Datasets, releases, grants of access; downloads and requests for access.
    case datasets
    case problems
    /// Clearances and flags for a provider.
    case clearances
    /// Members and invitations of an organisation.
    case organisation
    case tokens
    case moderate
    case admin
}
