// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import Postgres
import Store

/// `GET …/releases/{number}/files/{name}`: a table, for whoever holds a live grant.
enum Downloads {
    static let routes: [Route] = [
        Route(
            .get,
            ReleaseRecord.filePath,
            "Download a table",
            scope: .datasets,
            contract: .download("downloadTable", .datasets),
            streaming: download
        )
    ]

    private static func download(_ call: Call) async throws -> Reply {
        let key = try ReleaseRecord.key(call)
        let name = try call[.fileName]
        _ = try call.query()
        let hash = try call.token().hash
        let opening = SignIn.opening(hash: hash)
        // A writing transaction: the download is in the log before its first byte is sent.
        let (body, selection) = try await call.services.app.write(opening: opening, deadline: call.deadline) {
            db in
            let signIn = try call.signedIn(db, .datasets, by: hash)
            if signIn.touch { try TokenStore(db).touch(signIn.token) }
            let caller = signIn.caller
            let release = try ReleaseRecord.find(key, db).orNotFound()
            let grant = try requireAccess(to: release, for: caller, db)
            let file = try release.file(name, db).orNotFound()
            let body = FileBody(file)
            let selection = try body.selection(for: call)
            if call.request.method == .get, let bytes = body.bytes(of: selection) {
                try AccessStore(db).logDownload(of: file.id, by: caller.person, under: grant, bytes: bytes)
            }
            return (body, selection)
        }
        return try await body.reply(selection, to: call, from: call.services.files)
    }

    /// The grant under which the caller downloads; `nil` for the provider's own data officers.
    private static func requireAccess(
        to release: ReleaseRecord,
        for caller: Caller,
        _ db: Connection
    ) throws -> ID<AccessRequest>? {
        let standing = try release.standing(of: caller, db)
        if standing.may(.download) { return nil }
        // A grant is worth nothing without a place in an active organisation.
        let grant =
            try caller.organisations.isEmpty
            ? nil : AccessStore(db).liveGrant(of: caller.person, for: release.id)
        try (grant == nil ? standing : standing.adding(.grantee)).require(.download)
        return grant
    }
}
