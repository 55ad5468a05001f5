// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import JSON
import NIOCore
import Publication
import Store

/// What is answered at the address of a publication, made once.
enum RenderedPublication: Sendable {
    case document(RenderedDocument)
    /// The 410, and the bytes that the tombstone in it takes when it is written.
    case withdrawn(ProblemDetails, byteCount: Int)

    init(_ published: PublishedRecord, at site: Site) throws {
        if published.isWithdrawn {
            self = .withdrawn(
                try .withdrawn(leaving: published.record),
                byteCount: published.record.count
            )
        } else {
            self = .document(try RenderedDocument(published, at: site))
        }
    }

    /// About how many bytes it takes in memory.
    var byteCount: Int {
        switch self {
        case .document(let document): document.byteCount
        // A tree of values takes several times what its text does.
        case .withdrawn(_, let byteCount): 4 * byteCount
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
    /// 410 with the tombstone, whose bytes these are.
    static func withdrawn(leaving tombstone: [UInt8]) throws -> Self {
        var gone = Self(.gone, "withdrawn", "The publication was withdrawn; its tombstone says why.")
        gone.members["tombstone"] = try JSON(parsing: tombstone, limits: .trusted)
        return gone
    }
}
