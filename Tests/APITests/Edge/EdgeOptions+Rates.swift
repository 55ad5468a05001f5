// SPDX-License-Identifier: Apache-2.0
import API

extension EdgeOptions {
    /// Rates of so few in an hour that a test reaches them, and that none comes back meanwhile.
    init(person: Int, address: Int, failures: Int) {
        self.init()
        var rates = RateLimits()
        rates.person = RateLimits.Policy("person", quota: person, seconds: 3600)
        rates.address = RateLimits.Policy("address", quota: address, seconds: 3600)
        rates.failures = RateLimits.Policy("failures", quota: failures, seconds: 3600)
        self.rates = rates
    }
}
