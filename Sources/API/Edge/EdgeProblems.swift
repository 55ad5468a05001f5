// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

extension ProblemDetails {
    /// More requests are under way than the server takes.
    static let overloaded = Self(.serviceUnavailable, "overloaded", "The server is busy; try again.")
        .with(.retryAfter, "1")

    static let draining = Self(.serviceUnavailable, "draining", "The server is about to stop.").with(
        .retryAfter,
        "5"
    )

    static let bodyTimeout = Self(.requestTimeout, "body_timeout", "The body came too slowly.")

    static let malformed = badRequest("bad_request", "This is not a request of HTTP/1.1.")

    static let headTooLarge = Self(
        .requestHeaderFieldsTooLarge,
        "head_too_large",
        "The fields of a request have at most 32 KiB in all."
    )
}
