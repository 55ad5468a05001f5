// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import HTTPTypes
import HummingbirdCore
import Store

/// A file whose bytes are still to come, as the head of its request announces it.
struct AnnouncedFile: Sendable {
    let digest: Digest
    /// In bytes.
    let size: Int64
    let mediaType: String
}

extension Call {
    /// What the head says of the file in the body: its size by `Content-Length` and its digest by
    /// `Content-Digest` (RFC 9530), so that what arrives is what was sent.
    ///
    /// - Throws: `ProblemDetails` of 400, 411, 413 or 415, and of 507 where there is no room for so much.
    func announcedFile(limit: Int64) throws -> AnnouncedFile {
        guard request.headers[.contentEncoding] == nil else {
            throw ProblemDetails(.unsupportedMediaType, "content_encoding", "Bodies are not decompressed.")
        }
        guard let declared = request.headers[.contentLength].flatMap(Int64.init) else {
            throw ProblemDetails(
                .lengthRequired,
                "length_required",
                "An upload declares its size by Content-Length."
            )
        }
        guard declared <= limit else {
            throw ProblemDetails(.contentTooLarge, "too_large", "A file here has at most \(limit) bytes.")
        }
        let digest = try contentDigest()
        let mediaType = request.headers[.contentType] ?? "application/octet-stream"
        guard Self.isMediaType(mediaType) else {
            throw ProblemDetails.badRequest("bad_media_type", "Content-Type is a type and a subtype.")
        }
        try services.files.requireRoom(for: declared)
        return AnnouncedFile(digest: digest, size: declared, mediaType: mediaType)
    }

    /// Whether a published document can carry the media type: `type/subtype` in
    /// ASCII, perhaps with parameters.
    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 200 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The SHA-256 that `Content-Digest` declares.
    private func contentDigest() throws -> Digest {
        guard let header = request.headers[.contentDigest] else {
            throw ProblemDetails.badRequest(
                "digest_required",
                "An upload declares its digest: Content-Digest: sha-256=:…:"
            )
        }
        for member in header.split(separator: ",") {
            let text = member.drop { $0 == " " }
            guard text.hasPrefix("sha-256=:"), text.hasSuffix(":"),
                let data = Data(base64Encoded: String(text.dropFirst(9).dropLast())),
                let digest = Digest(bytes: Array(data))
            else { continue }
            return digest
        }
        throw ProblemDetails.badRequest(
            "digest_required",
            "Content-Digest has no sha-256 in base 64 between colons."
        )
    }
}
