// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Token buckets by client, kept as the generic cell rate algorithm (ITU-T I.371): one moment per bucket,
/// that at which it will be full again.
final class RateLimiter: Sendable {
    /// What a bucket says of one request.
    struct Allowance: Sendable {
        let isAllowed: Bool
        let policy: RateLimits.Policy
        let remaining: Int
        /// Whole seconds until there is room again, or, of one that was allowed, until the bucket is full.
        let seconds: Int
    }

    /// A client under one policy.
    ///
    /// Only a hash is kept, so that the table is small, and no address stands in memory.
    struct Key: Hashable {
        private let hash: Int

        init(_ policy: RateLimits.Policy, _ client: String) {
            var hasher = Hasher()
            hasher.combine(policy.name)
            hasher.combine(client)
            hash = hasher.finalize()
        }
    }

    private static let capacity = 200_000

    private let fullAt = Mutex<[Key: UInt64]>([:])
    private let now: @Sendable () -> UInt64

    /// `now` in nanoseconds of a clock that never goes back.
    init(now: @escaping @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }) {
        self.now = now
    }

    /// Takes one token of the client's bucket, if there is one; `peeking` takes none.
    func take(_ policy: RateLimits.Policy, of client: String, peeking: Bool = false) -> Allowance {
        let now = now()
        let window = UInt64(policy.seconds) * 1_000_000_000
        let interval = window / UInt64(policy.quota)
        let key = Key(policy, client)
        let (isAllowed, debt) = fullAt.withLock { buckets in
            let debt = max(buckets[key] ?? 0, now) - now
            guard debt + interval <= window else { return (false, debt) }
            guard !peeking else { return (true, debt) }
            if buckets.count >= Self.capacity { buckets = buckets.filter { $0.value > now } }
            buckets[key] = now + debt + interval
            return (true, debt + interval)
        }
        let wait = isAllowed ? debt : debt + interval - window
        return Allowance(
            isAllowed: isAllowed,
            policy: policy,
            remaining: Int((window - min(debt, window)) / interval),
            seconds: Int((wait + 999_999_999) / 1_000_000_000)
        )
    }
}
