// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import Workflow

/// What clients send of a version.
enum VersionBodies {
    /// A finding that is begun.
    struct Beginning: Sendable {
        let metadata: VersionMetadata
        let problem: PID?
        let releases: [ReleaseReference]
    }

    static let beginning: Body<Beginning> = Body(
        title,
        abstract,
        language,
        kind,
        license,
        keywords.optional(else: []),
        funding.optional(else: ""),
        conflicts.optional(else: ""),
        thesis.optional(else: false),
        releaseAt.optional,
        problem.optional,
        releases.optional(else: []),
        example: [
            "title": "Pumps last eleven years", "abstract": "A survival analysis.", "language": "en",
            "kind": "solution", "license": "CC-BY-4.0",
        ]
    ) {
        Beginning(
            metadata: VersionMetadata(
                title: $0,
                abstract: $1,
                language: $2,
                kind: $3,
                license: $4,
                keywords: $5,
                funding: $6,
                conflicts: $7,
                thesis: $8,
                releaseAt: $9
            ),
            problem: $10,
            releases: $11
        )
    }

    /// What a change says.
    struct Edit: Sendable {
        /// To be laid over what there is.
        let change: @Sendable (VersionMetadata) -> VersionMetadata
        let problem: Answering
    }

    static let edit: Body<Edit> = Body(
        title.optional,
        abstract.optional,
        language.optional,
        kind.optional,
        license.optional,
        keywords.optional,
        funding.optional,
        conflicts.optional,
        thesis.optional,
        releaseAt.clearable,
        problem.clearable,
        example: ["title": "Pumps last twelve years"]
    ) {
        title,
        abstract,
        language,
        kind,
        license,
        keywords,
        funding,
        conflicts,
        thesis,
        releaseAt,
        problem in
        Edit(
            change: { old in
                VersionMetadata(
                    title: title ?? old.title,
                    abstract: abstract ?? old.abstract,
                    language: language ?? old.language,
                    kind: kind ?? old.kind,
                    license: license ?? old.license,
                    keywords: keywords ?? old.keywords,
                    funding: funding ?? old.funding,
                    conflicts: conflicts ?? old.conflicts,
                    thesis: thesis ?? old.thesis,
                    releaseAt: releaseAt.applied(to: old.releaseAt),
                    answersProblem: old.answersProblem
                )
            },
            problem: Answering(problem)
        )
    }

    private static let title = Field("title", .line(Limits.title))
    private static let abstract = Field("abstract", .lines(Limits.abstract))
    /// By its ISO 639 code of two or three letters.
    private static let language = Field(
        "language",
        Codec(
            .pattern("^[a-z]{2,3}$", example: "en"),
            code: FieldError.Code.format,
            parse: { Language($0)?.description },
            text: { $0 }
        )
    )
    private static let kind = Field("kind", .one(of: Finding.Kind.self))
    private static let license = Field("license", .one(of: License.self))
    private static let keywords = Field("keywords", .list(of: .line(Limits.keyword), 0...20))
    private static let funding = Field("funding", .line(Limits.funding))
    private static let conflicts = Field("conflicts", .lines(Limits.conflicts))
    private static let thesis = Field("thesis", .bool)
    private static let releaseAt = Field("release_at", .time)
    private static let problem = Field("problem", .pid(.problem))

    static let releases = Field("releases", listOf: reference, 0...50)

    static let reference = Body(
        Field("dataset", .pid(.dataset)),
        Field("sequence", .integer(1...1_000_000)),
        make: ReleaseReference.init
    ).named("ReleaseReference", "A release by its dataset and number.")

    /// In the order in which they are to be named.
    static let contributions = Field("contributions", listOf: contribution, 1...200)

    private static let contribution = Body(
        Field("name", .line(Limits.name)),
        Field("credit_roles", .set(of: .one(of: CreditRole.self), 1...CreditRole.allCases.count)),
        Field("orcid", .orcid).optional,
        Field("affiliation", affiliation).optional,
        asserted.optional
    ) { name, roles, orcid, affiliation, _ in
        ContributionRecord(
            name: name,
            orcid: orcid,
            affiliation: affiliation?.name,
            ror: affiliation?.ror,
            creditRoles: roles
        )
    }.named("NewContribution", "A contribution as it is sent.")

    /// So that what was read can be sent back; authors can say nothing else of an iD.
    private static let asserted = Field(
        "orcid_status",
        Codec(
            .one(of: [ORCIDStatus.asserted.rawValue]),
            code: FieldError.Code.unknownValue,
            parse: { $0 == ORCIDStatus.asserted.rawValue ? ORCIDStatus.asserted : nil },
            text: \.rawValue
        )
    )

    private static let affiliation = Body(
        Field("name", .line(Limits.name)),
        Field("ror", .ror).optional
    ) { (name: $0, ror: $1) }
}

extension Answering {
    fileprivate init(_ change: Change<PID>) {
        switch change {
        case .keep: self = .asBefore
        case .clear: self = .nothing
        case .set(let problem): self = .problem(problem)
        }
    }
}
