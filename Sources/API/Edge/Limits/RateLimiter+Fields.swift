// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension RateLimiter.Allowance {
    /// The `RateLimit` fields of draft-ietf-httpapi-ratelimit-headers-10.
    func write(to fields: inout HTTPFields) {
        fields[.rateLimitPolicy] = "\"\(policy.name)\";q=\(policy.quota);w=\(policy.seconds)"
        fields[.rateLimit] = "\"\(policy.name)\";r=\(remaining);t=\(seconds)"
    }

    /// 429, with the seconds after which there is room again.
    var refusal: ProblemDetails {
        var details = ProblemDetails(.tooManyRequests, "rate_limit", "Too many requests; try again later.")
            .with(.retryAfter, String(max(1, seconds)))
        write(to: &details.headers)
        details.limit = SpentLimit("\(policy.name)-rate", Int64(policy.quota))
        return details
    }
}
