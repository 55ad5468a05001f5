// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/datasets`: what organisations give out; public once a release is out.
enum DatasetRoutes {
    static let all: [Route] = [
        Route(
            .get,
            "/v1/datasets",
            "Released datasets; all of an organisation's for its officers",
            scope: nil,
            list
        ),
        Route(.post, "/v1/datasets", "Begin a dataset", scope: .datasets, create),
        Route(.get, "/v1/datasets/{pid}", "One dataset", scope: nil) { call in
            let pid = try call.pid("pid", .dataset)
            _ = try call.query()
            return call.conditional(
                try await call.readOptionally { caller, db in
                    if let caller, let dataset = try DatasetStore(db).dataset(pid),
                        seesDrafts(caller, of: dataset.organisation)
                    {
                        return try answer(dataset, db)
                    }
                    return .representation(
                        try DatasetJSON.dataset(try PublishedReleaseStore(db).releases(of: pid))
                    )
                }
            )
        },
        Route(.patch, "/v1/datasets/{pid}", "Change a dataset's description", scope: .datasets, edit),
    ]

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["organisation"])
        let before: ID<Dataset>? = try page.id()
        let organisation = try query["organisation"].map { text in
            guard let pid = PID(text, of: .organisation) else {
                throw ProblemDetails.badRequest(
                    "bad_parameter",
                    "organisation is an organisation's public id."
                )
            }
            return pid
        }
        return try await call.readOptionally { caller, db in
            var listings: [DatasetListing]
            if let caller, let organisation,
                let id = try OrganisationStore(db).organisation(organisation)?.id,
                seesDrafts(caller, of: id)
            {
                listings = try DatasetStore(db).datasets(
                    of: organisation,
                    before: before,
                    limit: page.limit + 1
                )
            } else {
                listings = try PublishedReleaseStore(db)
                    .datasets(of: organisation, before: before, limit: page.limit + 1)
            }
            return page.answer(listings, key: \.key.rawValue.uuidString, json: DatasetJSON.listing)
        }
    }

    private static func create(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) {
            body -> (organisation: PID, title: String, text: String, keywords: [String])? in
            let organisation = body.value("organisation", code: "pid") { PID($0, of: .organisation) }
            let title = body.string("title", length: 1...300)
            let text = body.string("description", length: 1...20_000, multiline: true)
            let keywords = body.strings("keywords", count: 0...50, length: 1...100)
            guard let organisation, let title, let text, let keywords else { return nil }
            return (organisation, title, text, keywords)
        }
        let pid = try PID.random(.dataset)
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            guard let organisation = try OrganisationStore(db).organisation(body.organisation) else {
                throw ProblemDetails.invalid(
                    "/organisation",
                    "unknown_value",
                    "There is no such organisation."
                )
            }
            try Standing(of: caller, to: organisation).require(.beginDataset)
            let dataset = try db.beginDataset(
                as: pid,
                DatasetText(title: body.title, description: body.text, keywords: body.keywords),
                of: organisation,
                by: caller.person
            )
            return try answer(dataset, db).located(at: "/v1/datasets/\(pid)", status: .created)
        }
    }

    private static func edit(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) { body -> (title: String?, text: String?, keywords: [String]?) in
            let title = body.optionalString("title", length: 1...300)
            let text = body.optionalString("description", length: 1...20_000, multiline: true)
            let hasKeywords = body.optionalJSON("keywords") != nil
            let keywords = hasKeywords ? body.strings("keywords", count: 0...50, length: 1...100) : nil
            return (title, text, keywords)
        }
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let dataset = try DatasetRights.dataset(pid, .edit, caller, db)
            try call.requireMatch(try answer(dataset, db).tag)
            let edited = try db.edit(
                dataset,
                title: body.title,
                description: body.text,
                keywords: body.keywords
            )
            return try answer(edited, db)
        }
    }

    /// Whether the caller may know of what the organisation has not released yet.
    private static func seesDrafts(_ caller: Caller, of organisation: ID<Organisation>) -> Bool {
        Standing(of: caller, to: .unreleased, of: organisation).may(.inspect)
    }

    private static func answer(_ dataset: DatasetRecord, _ db: Connection) throws -> Answer {
        .representation(DatasetJSON.dataset(dataset, try ReleaseStore(db).releases(of: dataset.id)))
    }
}

extension Page {
    /// The cursor as the identity of a row, for lists in order of time.
    func id<Entity>() throws -> ID<Entity>? {
        try cursor.map { text in
            guard let id = UUID(uuidString: text) else {
                throw ProblemDetails.badCursor
            }
            return ID(rawValue: id)
        }
    }
}
