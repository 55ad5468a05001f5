// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import JSON
import NIOCore

/// The one shape of every refusal that a client sees: problem details, RFC 9457.
///
/// `code` never changes once published; `docs/reference/problems.md` lists them all.
package struct ProblemDetails: Error, Sendable {
    package let status: HTTPResponse.Status
    package let code: String
    package let detail: String
    package var errors: [FieldError] = []
    package var headers: HTTPFields = [:]
    /// The limit that was reached, for the metrics.
    var limit: SpentLimit?
    /// Further members, such as a tombstone.
    package var members: [String: JSON] = [:]

    package init(_ status: HTTPResponse.Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// The same with one more header.
    package func with(_ name: HTTPField.Name, _ value: String) -> Self {
        var copy = self
        copy.headers[name] = value
        return copy
    }

    /// The fields and the body of the answer that carries it.
    func rendered(instance: String) -> (fields: HTTPFields, body: ByteBuffer) {
        var fields = headers
        fields[.contentType] = "application/problem+json"
        fields[.cacheControl] = "no-store"
        return (fields, ByteBuffer(bytes: json(instance: instance).canonical))
    }

    package func json(instance: String) -> JSON {
        var object: [String: JSON] = members
        object["type"] = .string("https://teahouse.example/problems/" + code)
        object["title"] = .string(status.reasonPhrase)
        object["status"] = .integer(Int64(status.code))
        object["code"] = .string(code)
        object["detail"] = .string(detail)
        object["instance"] = .string(instance)
        if !errors.isEmpty {
            object["errors"] = .array(
                errors.map {
                    ["pointer": .string($0.pointer), "code": .string($0.code), "detail": .string($0.detail)]
                }
            )
        }
        return .object(object)
    }
}

extension ProblemDetails {
    /// Unknown, or hidden from the caller: the two are the same to the byte.
    package static let notFound = Self(.notFound, "not_found", "There is nothing here that you may see.")

    package static let unauthorized = challenge("unauthorized", "A valid bearer token is needed.")

    /// 401 with the challenge that RFC 9110 asks for.
    package static func challenge(_ code: String, _ detail: String) -> Self {
        Self(.unauthorized, code, detail).with(.wwwAuthenticate, "Bearer realm=\"teahouse\"")
    }

    package static func forbidden(_ code: String, _ detail: String) -> Self {
        Self(.forbidden, code, detail)
    }

    package static func conflict(_ code: String, _ detail: String) -> Self {
        Self(.conflict, code, detail)
    }

    package static func badRequest(_ code: String, _ detail: String) -> Self {
        Self(.badRequest, code, detail)
    }

    package static func invalid(_ errors: [FieldError]) -> Self {
        var details = Self(.unprocessableContent, "invalid", "The body is understood but not valid.")
        details.errors = errors
        return details
    }

    /// One field that is well formed and still wrong.
    package static func invalid(_ pointer: String, _ code: String, _ detail: String) -> Self {
        invalid([FieldError(pointer: pointer, code: code, detail: detail)])
    }

    package static let badCursor = badRequest("bad_cursor", "The cursor is not one of ours.")

    /// Somebody else changed it in the meantime.
    package static let stale = conflict("stale", "It changed while you looked; read it again.")

    /// The database went away while it committed, and the request had no key by which to find out.
    package static let outcomeUnknown = Self(
        .serviceUnavailable,
        "outcome_unknown",
        "Whether this took effect is not known; look before you try again, or send an Idempotency-Key."
    )
    .with(.retryAfter, "1")

    package static let unavailable = Self(
        .serviceUnavailable,
        "unavailable",
        "The database cannot be reached right now."
    )
    .with(.retryAfter, "1")
}
