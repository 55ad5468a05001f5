// SPDX-License-Identifier: Apache-2.0

/// Adds up what the sizes of classes say, some classes after the others.
struct ClassTally {
    /// Where the buckets of the histogram begin.
    static let bounds = [1, 2, 3, 5, 11, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000, Int.max]

    private(set) var rows = 0
    private(set) var classes = 0
    /// Rows, or subjects, in all classes.
    private(set) var counted = 0
    private(set) var squares = 0.0
    private(set) var smallest = Int.max
    private(set) var smallestInRows = Int.max
    private(set) var under5 = 0
    private(set) var under11 = 0
    private(set) var uniques = 0
    private(set) var classesIn = [Int](repeating: 0, count: Self.bounds.count)
    private(set) var rowsIn = [Int](repeating: 0, count: Self.bounds.count)

    /// `sizes` in what is counted, rows or subjects, and how many `rows` each class has.
    mutating func add(sizes: [Int], rows weights: [Int]) {
        classes += sizes.count
        for (size, weight) in zip(sizes, weights) {
            rows += weight
            counted += size
            squares += Double(weight) * Double(weight)
            smallest = min(smallest, size)
            smallestInRows = min(smallestInRows, weight)
            if size < 5 { under5 += weight }
            if size < 11 { under11 += weight }
            if size == 1 { uniques += 1 }
            let bucket = (Self.bounds.firstIndex { $0 > size } ?? Self.bounds.count) - 1
            classesIn[bucket] += 1
            rowsIn[bucket] += weight
        }
    }
}
