// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import API

/// Values in memory, bounded in bytes.
@Suite struct BoundedCacheTests {
    /// A cache of numbers, each of which takes its remainder by a hundred in bytes besides ten.
    private static func numbers(_ byteLimit: Int) -> BoundedCache<Int, Int> {
        BoundedCache(byteLimit: byteLimit, overhead: 10) { $0 % 100 }
    }

    @Test(arguments: [1, 20_261_124, 4_242_424_242] as [UInt64], [100, 1000, 8000])
    func `whatever happens, it holds what the model holds and never more than the bound`(
        _ seed: UInt64,
        _ byteLimit: Int
    ) {
        var random = SeededRandom(seed)
        let cache = Self.numbers(byteLimit)
        var model = SieveModel(byteLimit: byteLimit)
        for step in 1...5000 {
            // Low keys are asked for more often.
            let key = random.int(0...random.int(0...300))
            switch random.int(1...1000) {
            case ...600:
                let (found, expected) = (cache.value(key), model.value(key))
                if found != expected { Issue.record("seed \(seed), step \(step): \(key)") }
            case ...980:
                let value = random.int(0...1_000_000)
                cache.keep(value, for: key)
                model.keep(value, for: key, byteCount: 10 + value % 100)
            case ...999:
                cache.remove(key)
                model.remove(key)
            default:
                cache.dropAll()
                model.dropAll()
            }
            guard cache.byteCount == model.byteCount, cache.count == model.entries.count,
                cache.byteCount <= byteLimit
            else {
                Issue.record("seed \(seed), step \(step): \(cache.byteCount) bytes, not \(model.byteCount)")
                return
            }
        }
        for key in 0...300 { #expect(cache.value(key) == model.value(key), "seed \(seed)") }
    }

    @Test func `what is asked for again and again stays, whatever else comes by`() {
        let cache = Self.numbers(1000)
        cache.keep(0, for: 0)
        for key in 1...10_000 {
            cache.keep(0, for: key)
            #expect(cache.value(0) == 0)
        }
        #expect(cache.count == 100)
    }

    @Test func `what was not asked for gives way first, the oldest of it before the rest`() {
        let cache = Self.numbers(100)
        for key in 0..<10 { cache.keep(0, for: key) }
        for key in 0..<10 where key != 4 && key != 7 { _ = cache.value(key) }
        cache.keep(0, for: 10)
        cache.keep(0, for: 11)
        #expect((0..<12).filter { cache.value($0) == nil } == [4, 7])
    }

    @Test func `something gives way also when everything was asked for`() {
        let cache = Self.numbers(1000)
        for key in 0..<200 {
            cache.keep(0, for: key)
            for known in 0...key { _ = cache.value(known) }
        }
        #expect(cache.count == 100)
        #expect(cache.value(199) == 0)
    }

    @Test func `a value takes the place of the one before it`() {
        let cache = Self.numbers(1000)
        cache.keep(50, for: 1)
        cache.keep(20, for: 1)
        #expect(cache.value(1) == 20)
        #expect(cache.byteCount == 30)
        cache.remove(1)
        #expect(cache.value(1) == nil)
        #expect(cache.byteCount == 0)
    }

    @Test func `a change sees what is there, and may leave it`() {
        let cache = Self.numbers(1000)
        cache.update(1) { present in
            #expect(present == nil)
            return nil
        }
        #expect(cache.count == 0)
        cache.update(1) { ($0 ?? 5) + 1 }
        cache.update(1) { ($0 ?? 5) + 1 }
        cache.update(1) { _ in nil }
        #expect(cache.value(1) == 7)
        #expect(cache.byteCount == 17)
    }

    @Test func `what is too large is not kept, and drives out only what it replaces`() {
        let cache = Self.numbers(400)
        for key in 0..<10 { cache.keep(0, for: key) }
        cache.keep(40, for: 10)
        #expect(cache.value(10) == 40)
        cache.keep(41, for: 10)
        cache.keep(41, for: 11)
        #expect(cache.value(10) == nil)
        #expect(cache.value(11) == nil)
        #expect(cache.count == 10)
    }
}
