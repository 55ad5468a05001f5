// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird

extension Call {
    /// Refuses a change unless `If-Match` names the present representation (RFC 9110, section 13.1.1).
    ///
    /// - Parameter reason: what to say to who has read a certain other tag, when there is more to say.
    package func requireMatch(_ etag: String, reason: (Substring) -> String? = { _ in nil }) throws {
        guard let header = request.headers[.ifMatch] else {
            throw ProblemDetails(
                .preconditionRequired,
                "if_match_required",
                "Send If-Match with the entity tag you read."
            )
        }
        let tags = Self.tags(in: header)
        guard tags.contains(where: { $0 == "*" || $0 == "\"\(etag)\"" }) else {
            let reason = tags.compactMap { reason($0.dropFirst().dropLast()) }.first
            throw ProblemDetails(.preconditionFailed, "stale", reason ?? "It changed since you read it.")
                .with(.eTag, "\"\(etag)\"")
        }
    }

    /// The answer to a GET: 304 when `If-None-Match` names the representation (RFC 9110, section 13.1.2).
    package func conditional(_ answer: Answer) -> Answer {
        guard let header = request.headers[.ifNoneMatch], let etag = answer.headers[.eTag] else {
            return answer
        }
        guard Self.matches(header, etag) else { return answer }
        var headers = answer.headers
        headers[.contentType] = nil
        return Answer(.notModified, headers: headers)
    }

    /// Whether the value of an `If-None-Match` names the quoted tag, by weak comparison.
    static func matches(_ header: String, _ etag: String) -> Bool {
        tags(in: header).contains { tag in
            tag == "*" || tag == etag || tag.hasPrefix("W/") && tag.dropFirst(2) == etag
        }
    }

    private static func tags(in header: String) -> [Substring] {
        header.split(separator: ",").map { $0.drop { $0 == " " } }.map { tag in
            tag.lastIndex { $0 != " " }.map { tag[...$0] } ?? tag
        }
    }
}
