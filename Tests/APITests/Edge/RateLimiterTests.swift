// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import API

struct RateLimiterTests {
    private final class Clock: Sendable {
        let nanoseconds = Atomic<UInt64>(1_000_000_000_000)

        func advance(seconds: Double) {
            nanoseconds.add(UInt64(seconds * 1e9), ordering: .relaxed)
        }
    }

    private let clock = Clock()
    private let policy = RateLimits.Policy("p", quota: 10, seconds: 5)

    private func limiter() -> RateLimiter {
        RateLimiter { [clock] in clock.nanoseconds.load(ordering: .relaxed) }
    }

    @Test func `a full bucket allows its quota, and one more for each interval`() {
        let limiter = limiter()
        for left in (0..<10).reversed() {
            let allowance = limiter.take(policy, of: "a")
            #expect(allowance.isAllowed)
            #expect(allowance.remaining == left)
        }
        #expect(!limiter.take(policy, of: "a").isAllowed)
        clock.advance(seconds: 0.5)
        #expect(limiter.take(policy, of: "a").isAllowed)
        let refused = limiter.take(policy, of: "a")
        #expect(!refused.isAllowed)
        #expect(refused.seconds == 1)
        clock.advance(seconds: 100)
        #expect((1...10).allSatisfy { _ in limiter.take(policy, of: "a").isAllowed })
        #expect(!limiter.take(policy, of: "a").isAllowed)
    }

    @Test func `clients and policies do not share, and looking takes nothing`() {
        let limiter = limiter()
        for _ in 1...10 { _ = limiter.take(policy, of: "a") }
        #expect(limiter.take(policy, of: "b").isAllowed)
        #expect(limiter.take(RateLimits.Policy("q", quota: 1, seconds: 5), of: "a").isAllowed)
        for _ in 1...20 { #expect(limiter.take(policy, of: "c", peeking: true).isAllowed) }
        #expect(limiter.take(policy, of: "c").remaining == 9)
    }
}
