// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store

/// `/v1/me/inbox`: what the caller is told, and reminded of.
enum Inbox {
    static let routes: [Route] = [
        .page(
            "listNotices",
            "What happened that concerns the caller, newest first",
            .people,
            as: .caller(),
            at: path,
            asking: Parameters(Parameter.flag("unread").optional(else: false)) { $0 },
            Told.shown,
            cursor: { UUID(uuidString: $0) },
            key: { $0.notice.id.uuidString }
        ) { page, onlyUnread, caller, db in
            try Standing(of: caller).require(.readInbox)
            return try NoticeStore(db).notices(
                of: caller.person,
                onlyUnread: onlyUnread,
                before: page.cursor,
                limit: page.limit + 1
            ).map(Told.init)
        },
        Route(
            .post,
            path + "/actions/read",
            "Note that notices were read",
            scope: .read,
            contract: Operation(id: "readNotices", tag: .people, body: last.described, status: 204)
        ) { call in
            let act = Act<Platform, UUID>(.markInbox, scope: .read, body: last, isMatched: false)
            return try await act.run(call) { _, last, caller, db in
                try NoticeStore(db).read(upTo: last, by: caller.person)
            } answer: { _, _, _, _ in
                .noContent
            }
        },
    ]

    private static let path: Path = "/v1/me/inbox"

    private static let last = Body(
        Field("last", .notice),
        example: ["last": "019aa0b0-0000-7000-8000-000000000001"]
    ) { $0 }
}

/// A notice with the address of what it speaks of.
private struct Told: Sendable {
    struct WithoutAddress: Error {
        let kind: String
        let subject: String
    }

    let notice: NoticeRecord
    let about: String

    init(_ notice: NoticeRecord) throws {
        guard let about = ObjectKind(ofNotice: notice.kind)?.address(of: notice.subject) else {
            throw WithoutAddress(kind: notice.kind, subject: notice.subject)
        }
        self.notice = notice
        self.about = about
    }

    static let shown = Representation<Self>(
        "Notice",
        "Something that happened and concerns the caller, or a reminder of what is due."
    ) {
        Member("id", .notice) { $0.notice.id }
        Member("kind", .string) { $0.notice.kind }
        Member("subject", .string) { $0.notice.subject }
        Member("about", .string) { $0.about }
        Member("due_at", orNull: .time) { $0.notice.dueAt }
        Member("created_at", .time) { $0.notice.createdAt }
        Member("read_at", orNull: .time) { $0.notice.readAt }
    }
}

extension Codec where Value == UUID {
    /// The id of a notice.
    fileprivate static var notice: Self {
        Self(
            .pattern(
                "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                example: "019aa0b0-0000-7000-8000-000000000001"
            ),
            code: FieldError.Code.format,
            parse: { UUID(uuidString: $0) },
            text: { $0.uuidString.lowercased() }
        )
    }
}
