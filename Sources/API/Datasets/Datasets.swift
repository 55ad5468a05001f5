// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import Workflow

/// `/v1/datasets`: what organisations give out; public once a release is out.
enum Datasets {
    static let routes: [Route] = [
        .page(
            "listDatasets",
            "Released datasets; all of an organisation's for its officers",
            .datasets,
            as: .anybody,
            at: "/v1/datasets",
            asking: Parameters(organisation.optional) { $0 },
            DatasetListing.shown,
            cursor: { UUID(uuidString: $0).map(ID<Dataset>.init) },
            key: \.key.rawValue.uuidString,
            list
        ),
        .begin(
            DatasetRecord.self,
            "createDataset",
            "Begin a dataset",
            .datasets,
            scope: .datasets,
            at: "/v1/datasets",
            beginning,
            links: [.init("getDataset", pid), .init("createRelease", pid)]
        ) { asked, caller, db in
            guard let organisation = try OrganisationStore(db).organisation(asked.organisation) else {
                throw ProblemDetails.invalid(
                    "/organisation",
                    "unknown_value",
                    "There is no such organisation."
                )
            }
            try Standing(of: caller, to: organisation).require(.beginDataset)
            let pid = try PID.random(.dataset)
            _ = try db.beginDataset(as: pid, asked.text, of: organisation, by: caller.person)
            return pid
        },
        .faces(DatasetRecord.self, "getDataset", "One dataset", .datasets) { dataset, caller, db in
            try dataset.answer(to: caller, db)
        } outside: { pid, _, db in
            let releases = try PublishedReleaseStore(db).releases(of: pid)
            return .representation(DatasetFace.shown.json(try DatasetFace(releases).orNotFound()))
        },
        .act(
            .edit,
            "editDataset",
            "Change a dataset's description",
            .datasets,
            scope: .datasets,
            method: .patch,
            at: DatasetRecord.path,
            edit
        ) { (dataset: DatasetRecord, edit, _, db) in
            _ = try db.edit(
                dataset,
                title: edit.title,
                description: edit.description,
                keywords: edit.keywords
            )
        },
    ]

    private static let pid = ["pid": "$response.body#/pid"]
    private static let organisation = Parameter.pid(.organisation, "organisation")
    private static let title = Field("title", .line(Limits.title))
    private static let description = Field("description", .lines(Limits.description))
    private static let keywords = Field("keywords", .list(of: .line(Limits.keyword), 0...50))

    private static let beginning = Body(
        Field("organisation", .pid(.organisation)),
        title,
        description,
        keywords.optional(else: []),
        example: [
            "organisation": .string(PID(kind: .organisation, bits: 20_261_124).description), "title": "Pumps",
            "description": "Pumps of a harbour.", "keywords": ["pumps"],
        ]
    ) { (organisation: $0, text: DatasetText(title: $1, description: $2, keywords: $3)) }

    private static let edit = Body(
        title.optional,
        description.optional,
        keywords.optional,
        example: ["title": "Pumps and valves"]
    ) { (title: $0, description: $1, keywords: $2) }

    @Sendable private static func list(
        _ page: ListPage<ID<Dataset>>,
        _ organisation: PID?,
        _ caller: Caller?,
        _ db: Connection
    ) throws -> [DatasetListing] {
        if let caller, let organisation,
            let id = try OrganisationStore(db).organisation(organisation)?.id,
            Standing(of: caller, to: .unreleased, of: id).may(.inspect)
        {
            return try DatasetStore(db)
                .datasets(of: organisation, before: page.cursor, limit: page.limit + 1)
        }
        return try PublishedReleaseStore(db)
            .datasets(of: organisation, before: page.cursor, limit: page.limit + 1)
    }
}
