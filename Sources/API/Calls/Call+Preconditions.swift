// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird

extension Call {
    /// Refuses a change unless `If-Match` names the present representation (RFC 9110, section 13.1.1).
    ///
    /// - Parameter reason: what to say to a client that has read a certain other tag,
    ///   when there is more to say.
    package func requireMatch(_ etag: String, reason: (Substring) -> String? = { _ in nil }) throws {
        guard let header = request.headers[.ifMatch] else {
            throw ProblemDetails(
                .preconditionRequired,
                "if_match_required",
                "Send If-Match with the entity tag you read."
            )
        }
        let tags = EntityTags(header)
        guard tags.containsStrongly("\"\(etag)\"") else {
            let reason = tags.texts.compactMap(reason).first
            throw ProblemDetails(.preconditionFailed, "stale", reason ?? "It changed since you read it.")
                .with(.eTag, "\"\(etag)\"")
        }
    }

    /// The answer to a GET: 304 when the caller has the representation already.
    package func conditional(_ answer: Answer) -> Answer {
        answer.headers.notModified(for: request.headers).map { Answer(.notModified, headers: $0) } ?? answer
    }
}
