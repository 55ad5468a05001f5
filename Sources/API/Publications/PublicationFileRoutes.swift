// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// What comes with a publication as files: its certificate, its revocation, and the
/// files that were published.
enum PublicationFileRoutes {
    static let routes: [Route] = [
        .open(
            PublicationRoutes.path + "/certificate",
            "The certificate, as its file",
            .read("getCertificate", .publications, .document)
        ) { call in
            .representation(
                bytes: try await PublicationRoutes.find(try call[.pid(.publication)], call).certificate
            )
        },
        .open(
            PublicationRoutes.path + "/revocation",
            "The revocation of a withdrawn publication",
            .read("getRevocation", .publications, .document)
        ) { call in
            let published = try await PublicationRoutes.find(try call[.pid(.publication)], call)
            return .representation(bytes: try published.revocation.orNotFound())
        },
        .open(
            PublicationRoutes.path + "/files",
            "The published files",
            .read(
                "listPublishedFiles",
                .publications,
                .items(of: FindingFileRecord.shown.schema),
                refusals: [403, 410]
            ),
            files
        ),
        Route(
            .get,
            PublicationRoutes.path + "/files/\(.fileName)",
            "Download a published file",
            scope: nil,
            contract: .download("downloadPublishedFile", .publications),
            streaming: download
        ),
    ]

    private static func files(_ call: Call) async throws -> Answer {
        let pid = try call[.pid(.publication)]
        _ = try await PublicationRoutes.available(pid, call)
        let files = try await call.readPublic { db in try PublishedStore(db).files(of: pid) }
        return .representation(["items": .array(files.map(FindingFileRecord.shown.json))])
    }

    private static func download(_ call: Call) async throws -> Reply {
        let pid = try call[.pid(.publication)]
        let name = try call[.fileName]
        _ = try call.query()
        _ = try await PublicationRoutes.available(pid, call)
        let file = try await call.readPublic { db in
            try PublishedStore(db).files(of: pid).first { $0.name == name }.orNotFound()
        }
        let body = FileBody(file)
        return try await body.reply(try body.selection(for: call), to: call, from: call.services.files)
    }
}
