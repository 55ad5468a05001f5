// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication

extension Contract {
    private static let release = "/v1/datasets/{pid}/releases/{number}"

    static let datasets: [String: Operation] = [
        "GET /v1/datasets": .page(
            "listDatasets",
            .datasets,
            "DatasetListing",
            filters: ["organisation": .pid(.organisation)]
        ),
        "POST /v1/datasets": .create(
            "createDataset",
            .datasets,
            .request(
                [
                    "organisation": .pid(.organisation), "title": .line(1...300),
                    "description": .lines(1...20_000),
                ],
                optional: ["keywords": .list(of: .line(1...100), 0...50)]
            ),
            example: [
                "organisation": .string(PID(kind: .organisation, bits: 20_261_124).description),
                "title": "Pumps",
                "description": "Pumps of a harbour.", "keywords": ["pumps"],
            ],
            .ref("Dataset"),
            links: [.init("getDataset", pid), .init("createRelease", pid)]
        ),
        "GET /v1/datasets/{pid}": .read("getDataset", .datasets, .ref("Dataset")),
        "PATCH /v1/datasets/{pid}": .change(
            "editDataset",
            .datasets,
            .json(
                .request(
                    [:],
                    optional: [
                        "title": .line(1...300), "description": .lines(1...20_000),
                        "keywords": .list(of: .line(1...100), 0...50),
                    ]
                ),
                example: ["title": "Pumps and valves"]
            ),
            .ref("Dataset")
        ),
        "POST /v1/datasets/{pid}/releases": .create(
            "createRelease",
            .datasets,
            .request(
                ["profile": .one(of: Release.Profile.self), "terms": .lines(1...50_000)],
                optional: [
                    "review_days": .integer(Deadlines.clearanceReviewBounds), "notes": .lines(0...20_000),
                ]
            ),
            example: ["profile": "agreement", "terms": "For research only."],
            .ref("Release"),
            links: [.init("getRelease", ["pid": "$request.path.pid", "number": "$response.body#/sequence"])]
        ),
        "GET \(release)/formats/{table_format}": .formats(
            "getReleaseFormat",
            .datasets,
            DatasetFormat.allCases.map { Operation.Media($0.mediaType, .document, [:]) }
        ),
        "GET \(release)": .read("getRelease", .datasets, .ref("Release")),
        "PATCH \(release)": .change(
            "editRelease",
            .datasets,
            .json(
                .request(
                    [:],
                    optional: [
                        "profile": .one(of: Release.Profile.self), "terms": .lines(1...50_000),
                        "review_days": .integer(Deadlines.clearanceReviewBounds),
                        "notes": .lines(0...20_000),
                    ]
                ),
                example: ["notes": "Ages are in bands of five years."]
            ),
            .ref("Release")
        ),
        "GET \(release)/report": .read("getAnonymityReport", .datasets, .document),
        "GET \(release)/report/attestation": .read("getReportAttestation", .datasets, .document),
        "GET \(release)/files": .read("listReleaseFiles", .datasets, .items("ReleaseFile")),
        "GET \(release)/files/{name}": .download("downloadTable", .datasets),
        "PUT \(release)/files/{name}": .upload("uploadTable", .datasets, ["text/csv"], .ref("ReleaseFile")),
        "DELETE \(release)/files/{name}": .delete("deleteTable", .datasets, needsMatch: true),
        "GET \(release)/files/{name}/columns": .read("getColumns", .datasets, .ref("Columns")),
        "PATCH \(release)/files/{name}/columns": .change(
            "assignRoles",
            .datasets,
            .json(
                .request([
                    "roles": Schema([
                        "type": "object",
                        "additionalProperties": Schema.one(of: Release.ColumnRole.self).json,
                        "propertyNames": Schema.lines(0...1000).json,
                    ]).example(["region": "quasi"])
                ]),
                example: ["roles": ["region": "quasi"]]
            ),
            .ref("Columns")
        ),
        "POST \(release)/actions/measure": measure,
        "POST \(release)/actions/stop": .decide("stopMeasurement", .datasets, .ref("Release")),
        "POST \(release)/actions/return": .decide("returnRelease", .datasets, .ref("Release")),
        "POST \(release)/actions/release": .decide("releaseRelease", .datasets, .ref("Release")),
        "POST \(release)/actions/suspend": .decide("suspendRelease", .datasets, .ref("Release")),
        "POST \(release)/actions/resume": .decide("resumeRelease", .datasets, .ref("Release")),
        "POST \(release)/actions/retire": .decide("retireRelease", .datasets, .ref("Release")),
        "POST \(release)/access-requests": .create(
            "askForAccess",
            .datasets,
            .request(["purpose": .lines(1...5000), "terms_digest": .digest]),
            example: [
                "purpose": "A study of wear.",
                "terms_digest": .string("sha256:" + String(repeating: "0a", count: 32)),
            ],
            .ref("AccessRequest"),
            links: [.init("getAccessRequest", pid)]
        ),
        "GET /v1/access-requests": .page(
            "listAccessRequests",
            .datasets,
            "AccessRequest",
            filters: ["organisation": .pid(.organisation)]
        ),
        "GET /v1/access-requests/{pid}": .read("getAccessRequest", .datasets, .ref("AccessRequest")),
        "POST /v1/access-requests/{pid}/actions/grant": .change(
            "grantAccess",
            .datasets,
            .json(
                .request(["reason": .lines(1...5000)], optional: ["days": .integer(1...365)]),
                example: ["reason": "A good purpose.", "days": 180]
            ),
            .ref("AccessRequest")
        ),
        "POST /v1/access-requests/{pid}/actions/decline": .decide(
            "declineAccess",
            .datasets,
            .ref("AccessRequest")
        ),
        "POST /v1/access-requests/{pid}/actions/revoke": .decide(
            "revokeAccess",
            .datasets,
            .ref("AccessRequest")
        ),
    ]

    static let pid = ["pid": "$response.body#/pid"]

    private static let measure: Operation = {
        var operation = Operation.change("measureRelease", .datasets, .empty, .ref("Release"))
        operation.status = 202
        return operation
    }()

    static let datasetSchemas: [String: Schema] = [
        "DatasetListing": .object([
            "pid": .pid(.dataset), "organisation": .pid(.organisation), "organisation_name": .string,
            "title": .string, "description": .string, "keywords": .list(of: .string),
            "latest_release": .ref("ReleaseSummary").orNull,
        ]),
        "Dataset": .object(
            [
                "pid": .pid(.dataset), "organisation": .pid(.organisation), "organisation_name": .string,
                "title": .string, "description": .string, "keywords": .list(of: .string),
                "releases": .list(of: .ref("ReleaseSummary")), "actions": .actions,
            ],
            optional: ["created_at": .time, "changed_at": .time]
        ),
        "ReleaseSummary": .object([
            "sequence": .ordinal, "state": .one(of: Release.State.self),
            "profile": .one(of: Release.Profile.self),
            "released_at": .time.orNull,
        ]),
        "Release": .object(
            [
                "dataset": .pid(.dataset), "organisation": .pid(.organisation), "organisation_name": .string,
                "title": .string, "sequence": .ordinal, "state": .one(of: Release.State.self),
                "profile": .one(of: Release.Profile.self), "terms": .string, "terms_digest": .digest,
                "review_days": .integer(Deadlines.clearanceReviewBounds), "notes": .string,
                "changed_at": .time, "released_at": .time.orNull,
                "files": .list(of: .ref("ReleaseFile")), "report": .ref("ReportSummary").orNull,
                "actions": .actions,
            ],
            optional: [
                "created_at": .time, "due_at": .time.orNull, "measurement": .ref("Measurement").orNull,
            ]
        ),
        "ReportSummary": .object(
            ["digest": .digest, "passed": .bool],
            optional: ["measured_at": .time, "is_current": .bool]
        ),
        "Measurement": .object([
            "state": .string,
            "progress": Schema(["type": "number", "minimum": 0, "maximum": 1]).example(.number(0.5)).orNull,
        ]),
        "ReleaseFile": .object(
            ["name": .string, "size": .count, "media_type": .string, "digest": .digest],
            optional: ["columns": .list(of: .ref("Column"))]
        ),
        "Column": .object(["name": .string, "role": .one(of: Release.ColumnRole.self).orNull]),
        "Columns": .object(["name": .string, "columns": .list(of: .ref("Column"))]),
        "AccessRequest": .object([
            "pid": .pid(.accessRequest),
            "release": .object([
                "dataset": .pid(.dataset), "title": .string, "sequence": .ordinal,
                "organisation": .pid(.organisation),
            ]),
            "person": .object([
                "pid": .pid(.person), "name": .string, "affiliations": .list(of: .string),
            ]),
            "purpose": .string, "state": .one(of: AccessRequest.State.self), "terms_digest": .digest,
            "due_at": .time.orNull, "decided_at": .time.orNull, "reason": Schema.string.orNull,
            "created_at": .time, "changed_at": .time, "actions": .actions,
        ]),
    ]
}
