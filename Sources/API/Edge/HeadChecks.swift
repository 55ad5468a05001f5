// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// What the head of every request must be before anything looks at it further (RFC 9110, sections 4 and
/// 7; RFC 9112, section 3.2).
struct HeadChecks: Sendable {
    /// The names by which the server may be called; empty for any.
    let hosts: Set<String>

    /// Fields that are there once at most; two of them are a way to have two readers see two requests.
    private static let single: [HTTPField.Name] = [
        .authorization, .contentType, .contentLength, .contentEncoding, .transferEncoding, .ifMatch,
        .ifNoneMatch,
        .ifModifiedSince, .ifRange, .range, .expect, .origin, .idempotencyKey, .contentDigest, .traceparent,
    ]

    func refusal(_ head: HTTPRequest) -> ProblemDetails? {
        guard let path = head.path, path.hasPrefix("/"), !path.hasPrefix("//"),
            !path.utf8.contains(UInt8(ascii: "#"))
        else {
            return .badRequest("bad_target", "The request target is a path.")
        }
        guard path.utf8.count <= 8192 else {
            return ProblemDetails(.uriTooLong, "target_too_long", "A target has at most 8192 bytes.")
        }
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return .badRequest("bad_target", "A target is ASCII, with everything else percent-encoded.")
        }
        if let details = hostRefusal(head) { return details }
        for name in Self.single where head.headerFields[fields: name].count > 1 {
            return .badRequest("repeated_header", "The header \(name) is there twice.")
        }
        if let details = lookalikeRefusal(head) { return details }
        guard let coding = head.headerFields[.transferEncoding] else { return nil }
        if head.headerFields[.contentLength] != nil {
            return .badRequest("ambiguous_length", "A body has a length or an encoding, not both.")
        }
        let codings = coding.lowercased().split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        // Without chunks at last a body has no end (RFC 9112, section 6.3); no other coding is undone here.
        guard codings.last == "chunked" else {
            return .badRequest("ambiguous_length", "The last transfer coding is chunked.")
        }
        guard codings.count == 1 else {
            return ProblemDetails(.notImplemented, "transfer_coding", "The only transfer coding is chunked.")
        }
        return nil
    }

    /// Refuses a field whose name is, but for an underscore, that of one that matters here.
    ///
    /// RFC 9110 allows such names, and programs that hand fields on as variables make one of `If-Match` and
    /// `If_Match`. Proxies therefore drop them (nginx, unless told otherwise) or can refuse them (Envoy,
    /// HAProxy). Here nobody reads the others; of these, a client believes that they were heeded.
    private func lookalikeRefusal(_ head: HTTPRequest) -> ProblemDetails? {
        for field in head.headerFields where field.name.canonicalName.utf8.contains(UInt8(ascii: "_")) {
            let name = field.name.canonicalName.replacing("_", with: "-")
            guard Self.heeded.contains(name) else { continue }
            return .badRequest("bad_field_name", "The field \(field.name) would be \(name) elsewhere.")
        }
        return nil
    }

    /// The fields that change what a request means, in lower case.
    private static let heeded: Set<String> = Set(
        single.map(\.canonicalName)
            + ["host", "accept", "connection", "te", "trailer", "upgrade", "x-forwarded-for"]
    )

    private func hostRefusal(_ head: HTTPRequest) -> ProblemDetails? {
        // The codec makes the first Host the authority and leaves further ones among the fields.
        guard let host = head.authority, !host.isEmpty, head.headerFields[.hostField] == nil,
            host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.foreignToHosts.contains($0) })
        else {
            return .badRequest("bad_host", "There is one Host, a name and perhaps a port.")
        }
        guard hosts.isEmpty || hosts.contains(Self.name(of: host)) else {
            return .badRequest("foreign_host", "This server has another name.")
        }
        return nil
    }

    private static let foreignToHosts = Set("/?#@\\\"<>,; ".utf8)

    /// A host without its port, in lower case.
    private static func name(of host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return host[...end].lowercased() }
        return host.prefix { $0 != ":" }.lowercased()
    }
}
