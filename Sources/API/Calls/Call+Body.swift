// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

extension Call {
    private static let bodyLimit = 1 << 20

    /// The whole body, at most 1 MiB.
    package func bytes() async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > Self.bodyLimit {
            throw ProblemDetails(.contentTooLarge, "too_large", "A JSON body has at most 1 MiB.")
        }
        guard request.headers[.contentEncoding] == nil else {
            throw ProblemDetails(.unsupportedMediaType, "content_encoding", "Bodies are not decompressed.")
        }
        do {
            return Array(buffer: try await request.body.collect(upTo: Self.bodyLimit))
        } catch is NIOTooManyBytesError {
            throw ProblemDetails(.contentTooLarge, "too_large", "A JSON body has at most 1 MiB.")
        }
    }

    /// The body as bytes and as JSON, `nil` for one that is left out; what it says is looked at later.
    ///
    /// - Throws: `ProblemDetails` of 400, 413 or 415.
    func receive<Value>(_ presence: Body<Value>.Presence) async throws -> (bytes: [UInt8], json: JSON?) {
        guard presence != .none else { return ([], nil) }
        let bytes = try await bytes()
        if presence == .optional, bytes.isEmpty { return (bytes, nil) }
        return (bytes, try json(bytes))
    }

    /// The body of a request that needs none: nothing, or an empty object.
    package func emptyBody() async throws -> [UInt8] {
        let bytes = try await bytes()
        if !bytes.isEmpty { try decode(bytes) { _ in () } }
        return bytes
    }

    /// Reads `bytes` as a JSON object and hands it to `read`, which sees every field; what it
    /// does not ask for is refused.
    package func decode<T>(_ bytes: [UInt8], _ read: (inout ObjectReader) throws -> T?) throws -> T {
        var reader = ObjectReader(try json(bytes))
        let value = try read(&reader)
        try reader.finish()
        guard let value else { throw ProblemDetails.invalid("", "invalid", "The body is not valid.") }
        return value
    }

    /// The reason that every decision carries: the only member of the body.
    package func reason(_ bytes: [UInt8]) throws -> String {
        try decode(bytes) { $0.string("reason", length: Limits.reason, multiline: true) }
    }

    private func json(_ bytes: [UInt8]) throws -> JSON {
        guard let type = request.headers[.contentType], Self.isJSON(type) else {
            throw ProblemDetails(.unsupportedMediaType, "media_type", "The body is application/json.")
        }
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw ProblemDetails.badRequest("bad_json", "The body is not valid JSON: \(error).")
        }
    }

    private static func isJSON(_ type: String) -> Bool {
        let parts = type.lowercased().split(separator: ";").map { $0.trimming() }
        return parts.first == "application/json" && parts.dropFirst().allSatisfy { $0 == "charset=utf-8" }
    }
}

extension Substring {
    fileprivate func trimming() -> Substring {
        drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().reduce(into: "") { $0.append($1) }
    }
}
