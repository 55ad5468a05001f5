// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Store

/// A file that has arrived whole and is in the store.
package struct ReceivedFile: Sendable {
    package let digest: Digest
    package let size: Int64
    package let mediaType: String
}

extension Call {
    /// Streams the body into the file store.
    ///
    /// The size is declared by `Content-Length` and the digest by `Content-Digest` (RFC 9530), so that what
    /// arrived is what was sent; nothing is stored of an upload that breaks off or differs. The file has no
    /// row yet: that is the caller's next transaction.
    package func receiveFile(limit: Int64) async throws -> ReceivedFile {
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
        let expected = try contentDigest()
        let mediaType = request.headers[.contentType] ?? "application/octet-stream"
        guard Self.isMediaType(mediaType) else {
            throw ProblemDetails.badRequest("bad_media_type", "Content-Type is a type and a subtype.")
        }
        let upload = try await onDisk { try services.files.upload() }
        // Until the last byte it is the client's time.
        try move(to: .transfers)
        var body = request.body.makeAsyncIterator()
        while var buffer = try await Self.next(of: &body) {
            guard upload.size + Int64(buffer.readableBytes) <= declared else {
                throw ProblemDetails.badRequest("length_mismatch", "More arrived than Content-Length says.")
            }
            if let bytes = buffer.readBytes(length: buffer.readableBytes) {
                try await onDisk { try upload.write(bytes) }
            }
        }
        guard upload.size == declared else {
            throw ProblemDetails.badRequest("length_mismatch", "Less arrived than Content-Length says.")
        }
        try move(to: .requests, regardless: true)
        let (digest, size) = try await onDisk { try upload.finish(expecting: expected) }
        return ReceivedFile(digest: digest, size: size, mediaType: mediaType)
    }

    private func move(to stage: Admission.Stage, regardless: Bool = false) throws {
        do throws(SpentShare) {
            try ticket?.move(to: stage, regardless: regardless)
        } catch {
            throw error.refusal
        }
    }

    /// Whether a published document can carry the media type: `type/subtype` in
    /// ASCII, perhaps with parameters.
    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 200 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The next bytes of a body; one that breaks off is the client's fault, not ours.
    private static func next(of body: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await body.next()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ProblemDetails.badRequest("length_mismatch", "The body broke off.")
        }
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

    /// Runs what blocks on the disk away from the event loops.
    private func onDisk<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        do {
            return try await NIOThreadPool.singleton.runIfActive(body)
        } catch let error as FileError where error.isFull {
            throw ProblemDetails(
                .init(code: 507, reasonPhrase: "Insufficient Storage"),
                "storage_full",
                "There is no room for the file."
            )
        } catch is DigestMismatch {
            throw ProblemDetails.badRequest(
                "digest_mismatch",
                "What arrived does not have the digest that Content-Digest names."
            )
        }
    }
}
