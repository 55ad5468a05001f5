// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension HTTPField.Name {
    static let requestID = named("Request-Id")
    static let idempotencyKey = named("Idempotency-Key")
    static let contentDigest = named("Content-Digest")
    static let hostField = named("Host")
    static let link = named("Link")
    static let traceparent = named("traceparent")
    static let forwardedFor = named("X-Forwarded-For")
    /// Both of draft-ietf-httpapi-ratelimit-headers-10.
    static let rateLimitPolicy = named("RateLimit-Policy")
    static let rateLimit = named("RateLimit")

    /// A name that is a token of RFC 9110 as it stands in the source.
    private static func named(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is no field name") }
        return name
    }
}
