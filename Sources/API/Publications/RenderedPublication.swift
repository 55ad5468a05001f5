// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import NIOCore
import Publication
import Store

/// What is answered at the address of a publication, made once.
enum RenderedPublication: Sendable {
    case document(RenderedDocument)
    /// That it was withdrawn or is hidden, and the bytes that the tombstone in it takes when it is written.
    case refused(ProblemDetails, byteCount: Int)

    init(_ published: PublishedRecord, at site: Site) throws {
        if let refusal = try ProblemDetails(refusing: published) {
            self = .refused(refusal, byteCount: published.record.count)
        } else {
            self = .document(try RenderedDocument(published, at: site))
        }
    }

    /// About how many bytes it takes in memory.
    var byteCount: Int {
        switch self {
        case .document(let document): document.byteCount
        // A tree of values takes several times what its text does.
        case .refused(_, let byteCount): 4 * byteCount
        }
    }
}

/// A published document with the fields of its answer.
struct RenderedDocument: Sendable {
    let fields: HTTPFields
    let body: ByteBuffer

    fileprivate init(_ published: PublishedRecord, at site: Site) throws {
        fields = [
            .contentType: "application/json",
            .contentLength: String(published.record.count),
            .eTag: "\"\(published.digest)\"",
            .cacheControl: "public, max-age=0, must-revalidate",
            .lastModified: HTTPDate.string(published.publishedAt),
            .link: Signposting.header(try Document(parsing: published.record), at: site),
            .vary: "Accept",
        ]
        body = ByteBuffer(bytes: published.record)
    }

    fileprivate var byteCount: Int {
        fields.reduce(body.readableBytes) { $0 + $1.value.utf8.count }
    }

    /// What a GET gets, and a HEAD without the body.
    func answer(to request: HTTPRequest) -> (HTTPResponse.Status, HTTPFields, ByteBuffer?) {
        if let fields = fields.notModified(for: request.headerFields) { return (.notModified, fields, nil) }
        return (.ok, fields, body)
    }
}

extension ProblemDetails {
    /// Why what was published is not shown: 410 with the tombstone, or 403 while it is hidden; `nil` when it
    /// is shown.
    init?(refusing published: PublishedRecord) throws {
        if published.isWithdrawn {
            self = Self(.gone, "withdrawn", "The publication was withdrawn; its tombstone says why.")
            members["tombstone"] = try JSON(parsing: published.record, limits: .trusted)
            members["note"] = published.note.map(JSON.string)
        } else if let until = published.hiddenUntil {
            self = .hiddenForNow
            members["hidden_until"] = .string(until.description)
        } else {
            return nil
        }
    }

    /// A judge has hidden it.
    static let hiddenForNow = Self(
        .forbidden,
        "hidden_for_now",
        "The publication is hidden for ten days at most, while it is looked at."
    )
}
