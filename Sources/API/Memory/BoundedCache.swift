// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Values by their keys in memory, bounded in bytes and safe from many threads.
///
/// Event loops take the lock, so it is short whatever the cache holds: what gives way to a new
/// entry grows with that entry's size alone, and is freed when the lock is free again. How it is
/// chosen stands at ``Sieve``.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let entries: Mutex<Sieve<Key, Value>>
    private let byteLimit: Int
    private let overhead: Int
    private let size: @Sendable (Value) -> Int

    /// - Parameter overhead: What an entry takes besides the `size` of its value: its key, its
    ///   place, the objects' heads.
    init(byteLimit: Int, overhead: Int, size: @escaping @Sendable (Value) -> Int) {
        self.byteLimit = byteLimit
        self.overhead = overhead
        self.size = size
        entries = Mutex(Sieve(capacity: byteLimit / overhead))
    }

    /// How many bytes the entries take.
    var byteCount: Int { entries.withLock(\.byteCount) }

    /// How many entries there are.
    var count: Int { entries.withLock(\.count) }

    /// The value, which is thereby used.
    func value(_ key: Key) -> Value? {
        entries.withLock { $0.value(key) }
    }

    /// Keeps a value in place of any other of its key.
    func keep(_ value: Value, for key: Key) {
        update(key) { _ in value }
    }

    /// Keeps what `change` makes of the present value, within the lock; `nil` leaves everything as it is.
    ///
    /// An entry of more than an eighth of the bound is not kept, since it would drive out too
    /// much for what it is worth.
    func update(_ key: Key, _ change: (Value?) -> Value?) {
        // What is returned is freed here, outside of the lock.
        _ = entries.withLock { entries -> [Value] in
            let present = entries.value(key)
            guard let value = change(present) else { return [] }
            let byteCount = overhead + size(value)
            var freed: [Value] = []
            if present != nil, let old = entries.remove(key) { freed.append(old) }
            guard byteCount <= byteLimit / 8 else { return freed }
            while entries.byteCount + byteCount > byteLimit, let old = entries.evict() { freed.append(old) }
            entries.insert(value, for: key, byteCount: byteCount, isUsed: present != nil)
            return freed
        }
    }

    func remove(_ key: Key) {
        _ = entries.withLock { $0.remove(key) }
    }

    func dropAll() {
        var others = Sieve<Key, Value>(capacity: byteLimit / overhead)
        entries.withLock { swap(&$0, &others) }
    }
}
