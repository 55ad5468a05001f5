// SPDX-License-Identifier: Apache-2.0
import Synchronization
import TestSupport
import Testing

@testable import API

/// One cache in the hands of several threads.
@Suite struct SharedCacheTests {
    /// A value that tells how many of its kind are alive.
    private final class Token: Sendable {
        let key: Int
        private let alive: Alive

        init(_ key: Int, _ alive: Alive) {
            self.key = key
            self.alive = alive
            alive.count.add(1, ordering: .relaxed)
        }

        deinit {
            alive.count.subtract(1, ordering: .relaxed)
        }
    }

    private final class Alive: Sendable {
        let count = Atomic(0)
    }

    @Test func `many threads find what belongs to the key, and what went is freed`() async {
        let alive = Alive()
        let cache = BoundedCache<Int, Token>(byteLimit: 10_000, overhead: 10) { $0.key }
        await withTaskGroup(of: Void.self) { group in
            for seed in 1...8 as ClosedRange<UInt64> {
                group.addTask {
                    var random = SeededRandom(seed)
                    for _ in 1...5000 {
                        let key = random.int(0...random.int(0...300))
                        switch random.int(1...100) {
                        case ...60:
                            guard let token = cache.value(key), token.key != key else { break }
                            Issue.record("\(key) has the value of \(token.key), seed \(seed)")
                        case ...90: cache.keep(Token(key, alive), for: key)
                        case ...98: cache.update(key) { $0 ?? Token(key, alive) }
                        case ...99: cache.remove(key)
                        default:
                            if random.int(1...20) == 1 { cache.dropAll() }
                        }
                        if cache.byteCount > 10_000 { Issue.record("too much is kept, seed \(seed)") }
                    }
                }
            }
        }
        let found = (0...300).filter { cache.value($0) != nil }
        #expect(found.count == cache.count)
        #expect(found.reduce(0) { $0 + 10 + $1 } == cache.byteCount)
        #expect(alive.count.load(ordering: .relaxed) == cache.count)
        cache.dropAll()
        #expect(cache.byteCount == 0)
        #expect(alive.count.load(ordering: .relaxed) == 0)
    }
}
