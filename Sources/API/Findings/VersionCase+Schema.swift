// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

extension VersionCase {
    /// Of the representation that PostgreSQL makes (`VersionView`), which every test holds against it.
    static let schema = Schema.component(
        "Finding",
        "One version of a finding.",
        .object([
            "pid": .pid(.finding), "version": .ordinal, "state": .one(of: Finding.State.self),
            "title": .string,
            "abstract": .string, "language": .string, "kind": .one(of: Finding.Kind.self),
            "license": .one(of: License.self), "keywords": .list(of: .string), "funding": .string,
            "conflicts": .string, "thesis": .bool, "release_at": Schema.time.orNull,
            "problem": Schema.pid(.problem).orNull,
            "problem_opening": Schema.string.orNull.described(
                "Its SHA-256 stands in the certificate in place of a problem that only a circle knows of; for "
                    + "whoever began the finding, and those who know of the problem."
            ),
            "publication": Schema.pid(.publication).orNull,
            "due_at": Schema.time.orNull, "submitted_at": Schema.time.orNull, "created_at": .time,
            "changed_at": .time, "files": .list(of: FindingFileRecord.shown.schema),
            "contributions": .list(of: contribution), "releases": .list(of: VersionBodies.reference.schema),
            "unlisted": Schema.list(of: unlisted).orNull.described(
                "The releases that the version is judged against and does not list; for its judges."
            ),
            "vacancy": Schema.object(["since": .time, "due_at": .time]).orNull.described(
                "That the finding lacks judges, and until when another one is to be appointed; for its judges."
            ),
            "gates": gates.orNull, "actions": .actions,
        ])
    )

    private static let contribution = Schema.component(
        "Contribution",
        "Who contributed what.",
        .object([
            "name": .string, "orcid": Schema.orcid.orNull,
            "orcid_status": Schema.one(of: ORCIDStatus.self).orNull,
            "credit_roles": .list(of: .one(of: CreditRole.self)),
            "affiliation": Schema.object(["name": .string, "ror": Schema.ror.orNull]).orNull,
        ])
    )

    private static let unlisted = Schema.object([
        "dataset": .pid(.dataset), "sequence": .ordinal, "source": .one(of: UnlistedSource.self),
    ])

    private static let gates = Schema.component(
        "Gates",
        "Where a submitted version stands.",
        .object([
            "screening": .object([
                "state": .one(of: Screening.self), "due_at": Schema.time.orNull,
                "asked": Schema.string.orNull.described(
                    "Why the authors ask for an exception; for them and for those who decide."
                ),
            ]),
            "moderation": .object(["state": .one(of: Moderation.self), "due_at": Schema.time.orNull]),
            "clearances": .list(of: clearance), "certificate": certificate.orNull,
        ])
    )

    private static let certificate = Schema.object([
        "state": .one(of: Certification.self),
        "cause": Schema.string.orNull.described(
            "Why it could not be issued; `null` where it has not failed."
        ),
        "due_at": Schema.time.orNull,
    ])

    private static let clearance = Schema.object([
        "pid": .pid(.clearance), "organisation": .pid(.organisation), "organisation_name": .string,
        "state": .one(of: Clearance.State.self), "outcome": Schema.one(of: Clearance.Outcome.self).orNull,
        "due_at": Schema.time.orNull, "cap_at": .time,
        "flags": .list(
            of: .object([
                "pid": .pid(.flag), "category": .one(of: Flag.Category.self),
                "state": .one(of: Flag.State.self),
            ])
        ),
    ])
}
