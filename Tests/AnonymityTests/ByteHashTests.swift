// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

/// The hash that a table's owner must not know.
struct ByteHashTests {
    /// Values that the stable hash cannot tell apart: their first eight bytes are its second constant, which
    /// makes a factor of nought.
    private static let crafted = (0..<1000).map { number -> [UInt8] in
        let front = withUnsafeBytes(of: (0xD6E8_FEB8_6659_FD93 as UInt64).littleEndian, Array.init)
        return front + withUnsafeBytes(of: UInt64(number).littleEndian, Array.init)
    }

    private static func hashes(_ hash: ByteHash) -> Set<UInt64> {
        Set(crafted.map { $0.withUnsafeBufferPointer { hash.hash($0) } })
    }

    @Test func `values that are crafted for the known hash are told apart by the secret one`() {
        #expect(Self.hashes(.stable).count == 1)
        #expect(Self.hashes(.secret).count == Self.crafted.count)
    }

    @Test func `rows of codes and numbers, too`() {
        let second: UInt64 = 0xD6E8_FEB8_6659_FD93
        let rows = (0..<1000 as Range<UInt32>).map { number -> [UInt32] in
            [number, 0, UInt32(truncatingIfNeeded: second), UInt32(truncatingIfNeeded: second >> 32)]
        }
        func hashes(_ hash: ByteHash) -> Set<UInt64> {
            Set(
                rows.map { row in
                    row.withUnsafeBufferPointer { hash.hash($0.baseAddress.unsafelyUnwrapped, count: 4) }
                }
            )
        }
        #expect(hashes(.stable).count == 1)
        #expect(hashes(.secret).count == rows.count)
        #expect(ByteHash.stable.hash(7) != ByteHash.secret.hash(7))
    }

    @Test func `a column of crafted values has as many as it has`() {
        var values = ValueDictionary()
        for value in Self.crafted + Self.crafted { value.withUnsafeBufferPointer { _ = values.code(of: $0) } }
        #expect(values.count == Self.crafted.count)
        var scan = ColumnScan(name: "crafted")
        for (line, value) in Self.crafted.enumerated() {
            value.withUnsafeBufferPointer { scan.add($0, line: line) }
        }
        #expect(scan.profile.distinct == Self.crafted.count)
    }
}
