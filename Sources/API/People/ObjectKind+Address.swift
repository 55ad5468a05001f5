// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

extension ObjectKind {
    /// What a notice of this kind speaks of; a kind of notice is an object and what
    /// happened to it, with a dot between them.
    init?(ofNotice kind: String) {
        self.init(rawValue: String(kind.prefix { $0 != "." }))
    }

    /// Where a thing of this kind is to be read; `nil` where it is read nowhere alone.
    ///
    /// A test finds whatever gets notices and has no path here.
    var path: Path? {
        switch self {
        case .findingVersion, .screening, .certification: VersionCase.path
        case .clearance: ClearanceRecord.path
        case .flag: FlagRecord.path
        case .review: ReviewRecord.path
        case .publication: PublicationRoutes.path
        case .withdrawalNote: WithdrawalNoteRecord.path
        case .authorInvitation: AuthorInvitationRecord.path
        case .problem: ProblemRecord.path
        case .release: ReleaseRecord.path
        case .accessRequest: AccessRecord.path
        case .platform, .token, .person, .invitation, .membership, .organisation, .dataset,
            .restrictedProblem,
            .finding, .moderation, .identifier, .exportRun, .key, .file:
            nil
        }
    }

    /// Where a subject is to be read, which is a public id, with a number behind a slash where it has one;
    /// `nil` for any other text.
    func address(of subject: String) -> String? {
        let parts = subject.split(separator: "/").map(String.init)
        guard let path, parts.count == path.captures.count else { return nil }
        return switch parts.count {
        case 1: path.at(parts[0])
        case 2: path.at(parts[0], parts[1])
        default: nil
        }
    }
}
