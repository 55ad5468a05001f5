// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

extension Contract {
    private static let version = "/v1/findings/{pid}/versions/{number}"
    private static let versionOf = ["pid": "$response.body#/pid", "number": "$response.body#/version"]

    static let findings: [String: Operation] = [
        "POST /v1/findings": .create(
            "beginFinding",
            .findings,
            .request(
                metadata,
                optional: further.merging(
                    ["problem": .pid(.problem), "releases": .list(of: .ref("ReleaseReference"), 0...50)],
                    uniquingKeysWith: { first, _ in first }
                )
            ),
            example: [
                "title": "Pumps last eleven years", "abstract": "A survival analysis.", "language": "en",
                "kind": "solution", "license": "CC-BY-4.0",
            ],
            .ref("Finding"),
            links: [
                .init("getFinding", pid), .init("getVersion", versionOf), .init("submitVersion", versionOf),
            ]
        ),
        "GET /v1/findings": .page("listFindings", .findings, "FindingListing"),
        "GET /v1/findings/{pid}": .read("getFinding", .findings, .ref("Finding")),
        "POST /v1/findings/{pid}/versions": follow,
        "GET \(version)": .read("getVersion", .findings, .ref("Finding")),
        "PATCH \(version)": .change(
            "editVersion",
            .findings,
            .json(
                .request([:], optional: metadata.merging(further) { first, _ in first }),
                example: ["title": "Pumps last twelve years"]
            ),
            .ref("Finding")
        ),
        "PUT \(version)/contributions": .change(
            "setContributions",
            .findings,
            .json(
                .request(["contributions": .list(of: .ref("NewContribution"), 1...200)]),
                example: ["contributions": [["name": "Ada Example", "credit_roles": ["software"]]]]
            ),
            .ref("Finding")
        ),
        "PUT \(version)/releases": .change(
            "setReleases",
            .findings,
            .json(
                .request(["releases": .list(of: .ref("ReleaseReference"), 0...50)]),
                example: ["releases": []]
            ),
            .ref("Finding")
        ),
        "GET \(version)/screening": .read("getScreeningReport", .findings, .document),
        "GET \(version)/files/{name}": .download("downloadFindingFile", .findings),
        "PUT \(version)/files/{name}": .upload(
            "uploadFindingFile",
            .findings,
            ["*/*"],
            FindingFileRecord.shown.schema
        ),
        "DELETE \(version)/files/{name}": .delete("deleteFindingFile", .findings, needsMatch: true),
        "POST \(version)/actions/submit": .change("submitVersion", .findings, .empty, .ref("Finding")),
        "POST \(version)/actions/appeal": .decide("appeal", .findings, .ref("Finding")),
        "POST \(version)/actions/retract": .decide("retractVersion", .findings, .ref("Finding")),
        "GET /v1/findings/{pid}/authors": .read("listAuthors", .findings, .items("Author")),
        "POST /v1/findings/{pid}/authors": addAuthor,
        "DELETE /v1/findings/{pid}/authors/{person}": .delete("removeAuthor", .findings, needsMatch: true),
    ]

    private static let follow: Operation = {
        var operation = Operation(
            id: "beginVersion",
            tag: .findings,
            body: .empty,
            status: 201,
            content: .json(.ref("Finding"))
        )
        operation.refusals = [409]
        operation.links = [.init("getVersion", versionOf)]
        return operation
    }()

    private static let addAuthor: Operation = {
        var operation = Operation.create(
            "addAuthor",
            .findings,
            .request(["person": .pid(.person)]),
            example: ["person": .string(PID(kind: .person, bits: 20_261_124).description)],
            .items("Author")
        )
        operation.status = 200
        return operation.matched()
    }()

    private static let metadata: [String: Schema] = [
        "title": .line(1...300), "abstract": .lines(1...10_000),
        "language": .pattern("^[a-z]{2,3}$", example: "en"), "kind": .one(of: Finding.Kind.self),
        "license": .one(of: License.self),
    ]

    private static let further: [String: Schema] = [
        "keywords": .list(of: .line(1...100), 0...20), "funding": .line(0...300),
        "conflicts": .lines(0...2000),
        "thesis": .bool, "release_at": .time,
    ]

    static let findingSchemas: [String: Schema] = [
        "FindingListing": .object([
            "pid": .pid(.finding), "version": .ordinal, "state": .one(of: Finding.State.self),
            "title": .string,
            "changed_at": .time,
        ]),
        "Finding": .object([
            "pid": .pid(.finding), "version": .ordinal, "state": .one(of: Finding.State.self),
            "title": .string,
            "abstract": .string, "language": .string, "kind": .one(of: Finding.Kind.self),
            "license": .one(of: License.self), "keywords": .list(of: .string), "funding": .string,
            "conflicts": .string, "thesis": .bool, "release_at": Schema.time.orNull,
            "problem": Schema.pid(.problem).orNull, "publication": Schema.pid(.publication).orNull,
            "due_at": Schema.time.orNull, "submitted_at": Schema.time.orNull, "created_at": .time,
            "changed_at": .time, "files": .list(of: FindingFileRecord.shown.schema),
            "contributions": .list(of: .ref("Contribution")), "releases": .list(of: .ref("ReleaseReference")),
            "gates": Schema.ref("Gates").orNull, "actions": .actions,
        ]),
        "Contribution": .object([
            "name": .string, "orcid": Schema.orcid.orNull,
            "credit_roles": .list(of: .one(of: CreditRole.self)),
            "affiliation": Schema.object(["name": .string, "ror": Schema.ror.orNull]).orNull,
        ]),
        "NewContribution": .request(
            [
                "name": .line(1...200),
                "credit_roles": Schema.list(of: .one(of: CreditRole.self), 1...CreditRole.allCases.count)
                    .with("uniqueItems", true),
            ],
            optional: [
                "orcid": .orcid,
                "affiliation": .request(["name": .line(1...200)], optional: ["ror": .ror]),
            ]
        ),
        "ReleaseReference": .object(["dataset": .pid(.dataset), "sequence": .integer(1...1_000_000)]),
        "Gates": .object([
            "screening": .object(["state": .one(of: Screening.self), "due_at": Schema.time.orNull]),
            "moderation": .object(["state": .one(of: Moderation.self), "due_at": Schema.time.orNull]),
            "clearances": .list(
                of: .object([
                    "pid": .pid(.clearance), "organisation": .pid(.organisation),
                    "organisation_name": .string,
                    "state": .one(of: Clearance.State.self),
                    "outcome": Schema.one(of: Clearance.Outcome.self).orNull, "due_at": Schema.time.orNull,
                    "cap_at": .time,
                    "flags": .list(
                        of: .object([
                            "pid": .pid(.flag), "category": .one(of: Flag.Category.self),
                            "state": .one(of: Flag.State.self),
                        ])
                    ),
                ])
            ),
        ]),
        "Author": .object(["person": .pid(.person), "name": .string]),
    ]
}
