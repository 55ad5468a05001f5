// SPDX-License-Identifier: Apache-2.0
import Tables

extension ClassTables {
    /// Room for what is known of some rows while they are counted.
    struct Batch {
        fileprivate var hashes: [UInt64]
        fileprivate var numbers: [Int]

        init(rows: Int) {
            hashes = [UInt64](repeating: 0, count: rows)
            numbers = [Int](repeating: 0, count: rows)
        }
    }

    /// Counts rows, of `width` codes each, from a place in `codes` on: the quasi-identifiers, the sensitive
    /// attributes, the subject.
    ///
    /// Many at once and one table after the other: the looks at memory of one row need not wait
    /// for those of the row before.
    mutating func add(
        _ codes: [UInt32],
        from first: Int,
        rows: Int,
        width: Int,
        subjects hasSubjects: Bool,
        _ batch: inout Batch
    ) {
        codes.withUnsafeBufferPointer { codes in
            guard let start = codes.baseAddress else { return }
            add(start + first, rows: rows, width: width, subjects: hasSubjects, &batch)
        }
    }

    private mutating func add(
        _ start: UnsafePointer<UInt32>,
        rows: Int,
        width: Int,
        subjects hasSubjects: Bool,
        _ batch: inout Batch
    ) {
        for row in 0..<rows {
            batch.hashes[row] = ByteHash.secret.hash(start + row &* width, count: classes.width)
        }
        for row in 0..<rows {
            batch.numbers[row] = classes.add(start + row &* width, hash: batch.hashes[row])
        }
        if hasSubjects {
            for row in 0..<rows {
                subjects.add(class: batch.numbers[row], value: start[row &* width &+ width &- 1])
            }
        }
        if combined {
            for row in 0..<rows { _ = whole.add(start + row &* width) }
        } else {
            for index in pairs.indices {
                let column = start + (classes.width &+ index)
                for row in 0..<rows {
                    pairs[index].add(class: batch.numbers[row], value: column[row &* width])
                }
            }
        }
    }
}
