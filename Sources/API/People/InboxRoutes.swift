// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store

/// `/v1/me/inbox`: what the caller is told, and reminded of.
enum InboxRoutes {
    static let all: [Route] = [
        Route(
            .get,
            "/v1/me/inbox",
            "What happened that concerns the caller, newest first",
            scope: .read,
            list
        ),
        Route(.post, "/v1/me/inbox/actions/read", "Note that notices were read", scope: .read, read),
    ]

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["unread"])
        guard ["true", "false", nil].contains(query["unread"]) else {
            throw ProblemDetails.badRequest("bad_parameter", "unread is true or false.")
        }
        let cursor = try page.cursor.map { text in
            guard let id = UUID(uuidString: text) else { throw ProblemDetails.badCursor }
            return id
        }
        return try await call.read { caller, db in
            try Standing(of: caller).require(.readInbox)
            return page.answer(
                try NoticeStore(db).notices(
                    of: caller.person,
                    onlyUnread: query["unread"] == "true",
                    before: cursor,
                    limit: page.limit + 1
                ),
                key: \.id.uuidString,
                json: json
            )
        }
    }

    private static func read(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let last = try call.decode(bytes) { body in
            body.value("last", code: "format", parse: UUID.init(uuidString:))
        }
        return try await call.write(.read, bytes: bytes) { caller, db in
            try Standing(of: caller).require(.markInbox)
            try NoticeStore(db).read(upTo: last, by: caller.person)
            return .noContent
        }
    }

    private static func json(_ notice: NoticeRecord) -> JSON {
        [
            "id": .string(notice.id.uuidString.lowercased()), "kind": .string(notice.kind),
            "subject": .string(notice.subject), "about": .string(address(of: notice)),
            "due_at": .text(notice.dueAt), "created_at": .text(notice.createdAt),
            "read_at": .text(notice.readAt),
        ]
    }

    /// Where the subject is to be read.
    private static func address(of notice: NoticeRecord) -> String {
        let parts = notice.subject.split(separator: "/")
        let (pid, number) = (parts.first ?? "", parts.dropFirst().first ?? "1")
        return switch notice.kind.prefix(while: { $0 != "." }) {
        case "finding_version", "screening": "/v1/findings/\(pid)/versions/\(number)"
        case "clearance": "/v1/clearances/\(pid)"
        case "flag": "/v1/flags/\(pid)"
        case "review": "/v1/reviews/\(pid)"
        case "access_request": "/v1/access-requests/\(pid)"
        case "problem": "/v1/problems/\(pid)"
        case "release": "/v1/datasets/\(pid)/releases/\(number)"
        default: "/v1/publications/\(pid)"
        }
    }
}
