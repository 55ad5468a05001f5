// SPDX-License-Identifier: Apache-2.0

/// What a bounded cache of numbers holds, by the plainest means: a list, the oldest first.
struct SieveModel {
    struct Entry {
        let key: Int
        let value: Int
        let byteCount: Int
        var isUsed: Bool
    }

    let byteLimit: Int
    private(set) var entries: [Entry] = []
    /// The key where the hand looks next; `nil` for the oldest.
    private var hand: Int?

    init(byteLimit: Int) {
        self.byteLimit = byteLimit
    }

    var byteCount: Int { entries.reduce(0) { $0 + $1.byteCount } }

    mutating func value(_ key: Int) -> Int? {
        guard let place = place(key) else { return nil }
        entries[place].isUsed = true
        return entries[place].value
    }

    mutating func keep(_ value: Int, for key: Int, byteCount: Int) {
        let present = place(key)
        if let present { remove(at: present) }
        guard byteCount <= byteLimit / 8 else { return }
        while self.byteCount + byteCount > byteLimit { evict() }
        entries.append(Entry(key: key, value: value, byteCount: byteCount, isUsed: present != nil))
    }

    mutating func remove(_ key: Int) {
        if let place = place(key) { remove(at: place) }
    }

    mutating func dropAll() {
        entries = []
        hand = nil
    }

    private func place(_ key: Int) -> Int? { entries.firstIndex { $0.key == key } }

    private mutating func evict() {
        var place = hand.flatMap(place) ?? 0
        for _ in 0..<16 where entries[place].isUsed {
            entries[place].isUsed = false
            place = (place + 1) % entries.count
        }
        hand = entries[place].key
        remove(at: place)
    }

    private mutating func remove(at place: Int) {
        if entries[place].key == hand {
            hand = place + 1 < entries.count ? entries[place + 1].key : nil
        }
        entries.remove(at: place)
    }
}
