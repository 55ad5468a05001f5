// SPDX-License-Identifier: Apache-2.0
import Tables

/// How many bytes of each class a cell has: what decides, in one pass, which recognisers are worth running.
struct CellShape {
    let count: Int
    let digits: Int
    let letters: Int
    let spaces: Int
    let dots: Int
    let colons: Int
    let dashes: Int
    let ats: Int
    let pluses: Int

    /// For each byte a word with a one in the lane of its class, so that one addition counts eight classes.
    private static let lanes: [UInt64] = (0...255).map { (byte: UInt8) in
        switch byte {
        case _ where Byte.isDigit(byte): 1
        case _ where Byte.isLetter(byte) || byte >= 0x80: 1 << 8
        case Byte.space: 1 << 16
        case Byte.dot: 1 << 24
        case Byte.colon: 1 << 32
        case Byte.dash: 1 << 40
        case Byte.at: 1 << 48
        case Byte.plus: 1 << 56
        default: 0
        }
    }

    init(_ bytes: Bytes) {
        var totals = SIMD8<UInt32>.zero
        Self.lanes.withUnsafeBufferPointer { lanes in
            var index = 0
            while index < bytes.count {
                // A lane holds eight bits: add up at most 255 bytes before moving them on.
                let block = min(bytes.count, index &+ 255)
                var sum: UInt64 = 0
                while index < block {
                    sum &+= lanes[Int(bytes[index])]
                    index &+= 1
                }
                totals &+= SIMD8<UInt32>(
                    truncatingIfNeeded: unsafeBitCast(sum.littleEndian, to: SIMD8<UInt8>.self)
                )
            }
        }
        count = bytes.count
        digits = Int(totals[0])
        letters = Int(totals[1])
        spaces = Int(totals[2])
        dots = Int(totals[3])
        colons = Int(totals[4])
        dashes = Int(totals[5])
        ats = Int(totals[6])
        pluses = Int(totals[7])
    }
}
