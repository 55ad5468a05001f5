// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Which values of the release one record has, and what each column of it tells: log2 of all rows by those
/// that the record's values cover, so that a record which lists many values of a column tells little.
final class RecordMarks {
    let index: ReleaseIndex
    private let stamps: UnsafeMutablePointer<UInt32>
    private let places: UnsafeMutablePointer<UInt32>
    private let times: UnsafeMutablePointer<UInt32>
    private var serial: UInt32 = 0
    private let covered: UnsafeMutablePointer<Int>
    private let prints: UnsafeMutablePointer<ValuePrints>
    /// What each level tells.
    let weights: UnsafeMutablePointer<Double>
    /// The levels of which the record has something.
    private(set) var touched: [Int] = []
    /// The record's values, each once.
    private(set) var members: [ReleaseIndex.Member] = []

    init(_ index: ReleaseIndex) {
        self.index = index
        let count = max(1, index.bits.count)
        stamps = .allocate(capacity: count)
        stamps.initialize(repeating: 0, count: count)
        places = .allocate(capacity: count)
        places.initialize(repeating: 0, count: count)
        times = .allocate(capacity: count)
        times.initialize(repeating: 0, count: count)
        covered = .allocate(capacity: max(1, index.levels.count))
        covered.initialize(repeating: 0, count: max(1, index.levels.count))
        prints = .allocate(capacity: max(1, index.levels.count))
        prints.initialize(repeating: ValuePrints(), count: max(1, index.levels.count))
        weights = .allocate(capacity: max(1, index.levels.count))
        weights.initialize(repeating: 0, count: max(1, index.levels.count))
    }

    deinit {
        stamps.deallocate()
        places.deallocate()
        times.deallocate()
        covered.deallocate()
        prints.deallocate()
        weights.deallocate()
    }

    @inline(__always) func has(_ value: UInt32) -> Bool {
        value != ReleaseIndex.missing && stamps[Int(value)] == serial
    }

    /// Whether the record may have a value of that print in a level.
    @inline(__always) func mayHave(_ print: UInt8, _ level: Int) -> Bool {
        prints[level].mayHave(print)
    }

    @inline(__always) func place(_ value: UInt32) -> UInt32 { places[Int(value)] }
    @inline(__always) func times(_ value: UInt32) -> Int { Int(times[Int(value)]) }

    /// Takes a record in place of the one before.
    func take(_ hits: ArraySlice<HitBlock.Hit>) {
        for level in touched {
            covered[level] = 0
            prints[level] = ValuePrints()
        }
        touched.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        serial &+= 1
        if serial == 0 {
            stamps.update(repeating: 0, count: max(1, index.bits.count))
            serial = 1
        }
        for hit in hits {
            let entry = index.entries[Int(hit.entry)]
            var at = Int(entry.firstMember)
            let end = at &+ Int(entry.memberCount)
            while at < end {
                let member = index.members[at]
                at &+= 1
                let value = Int(member.value)
                if stamps[value] == serial {
                    times[value] &+= 1
                    continue
                }
                stamps[value] = serial
                places[value] = hit.place
                times[value] = 1
                members.append(member)
                let level = Int(member.level)
                if covered[level] == 0 { touched.append(level) }
                prints[level].add(member.value)
                covered[level] &+= index.count(member.value)
            }
        }
        let rows = Double(index.rows)
        for level in touched {
            weights[level] = log2(rows / min(rows, Double(covered[level])))
        }
    }

    /// The most that a row may have in common with the record, by levels that are not left out: each word
    /// stands for one column.
    func bound(_ hits: ArraySlice<HitBlock.Hit>, without: [Bool] = []) -> Double {
        var sum = 0.0
        var best = 0.0
        var place = UInt32.max
        for hit in hits {
            if hit.place != place {
                sum += best
                best = 0
                place = hit.place
            }
            let entry = index.entries[Int(hit.entry)]
            for at in Int(entry.firstMember)..<Int(entry.firstMember + entry.memberCount) {
                let level = Int(index.members[at].level)
                if weights[level] > best, without.isEmpty || !without[level] {
                    best = weights[level]
                }
            }
        }
        return sum + best
    }

    func coverage(_ level: Int) -> Int { covered[level] }
}
