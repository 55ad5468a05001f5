// SPDX-License-Identifier: Apache-2.0

/// How often a client may ask.
package struct RateLimits: Sendable {
    /// One token bucket's size, and the time in which an empty one fills.
    package struct Policy: Sendable {
        /// The name in `RateLimit` fields.
        package let name: String
        package let quota: Int
        package let seconds: Int

        package init(_ name: String, quota: Int, seconds: Int) {
            self.name = name
            self.quota = quota
            self.seconds = seconds
        }
    }

    /// Requests of one person.
    package var person = Policy("person", quota: 600, seconds: 60)
    /// Requests from one address that no known person makes.
    package var address = Policy("address", quota: 1200, seconds: 60)
    /// Refused tokens and codes from one address.
    package var failures = Policy("failures", quota: 30, seconds: 60)

    package init() {}
}
