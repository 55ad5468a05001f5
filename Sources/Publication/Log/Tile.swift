// SPDX-License-Identifier: Apache-2.0

/// The place of a tile in a log (C2SP tlog-tiles): up to 256 hashes, each of a complete subtree of
/// `8 * level` rows, side by side; or the entries themselves.
package struct Tile: Hashable, Sendable {
    package static let height = 8
    package static let width = 256

    /// `nil` for a bundle of entries.
    package let level: Int?
    package let number: Int64
    /// How many of the 256 places are filled.
    package let count: Int

    package init(level: Int?, number: Int64, count: Int = Self.width) {
        self.level = level
        self.number = number
        self.count = count
    }

    /// Whether a log of this size has the tile.
    package func exists(inLogOf size: Int64) -> Bool {
        let (entries, overflow) = (number * 256 + Int64(count)).multipliedReportingOverflow(
            by: 1 << Int64(Self.height * (level ?? 0))
        )
        return !overflow && entries <= size
    }

    /// The tiles of one level that a log of this size has, the last one perhaps not full.
    package static func row(_ level: Int, inLogOf size: Int64) -> (full: Int64, rest: Int) {
        let hashes = size >> Int64(height * level)
        return (hashes >> Int64(height), Int(hashes & Int64(width - 1)))
    }
}

/// The path below the log's prefix: `tile/0/x001/x234/067`, `tile/entries/000.p/5`.
extension Tile: LosslessStringConvertible {
    package var description: String {
        var groups = [Self.digits(number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.append("x" + Self.digits(rest % 1000))
            rest /= 1000
        }
        let path = "tile/\(level.map(String.init) ?? "entries")/" + groups.reversed().joined(separator: "/")
        return count == Self.width ? path : path + ".p/\(count)"
    }

    package init?(_ text: String) {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "tile", let kind = parts.popFirst() else { return nil }
        let level = kind == "entries" ? nil : Int(kind)
        var count = Self.width
        if parts.count > 1, let place = parts.dropLast().last, place.hasSuffix(".p"),
            let width = parts.popLast()
        {
            guard let value = Int(width) else { return nil }
            count = value
            parts[parts.endIndex - 1] = place.dropLast(2)
        }
        var number: Int64 = 0
        guard (1...5).contains(parts.count) else { return nil }
        for part in parts {
            let digits = part.hasPrefix("x") ? part.dropFirst() : part
            guard digits.count == 3, digits.allSatisfy(\.isASCII), let value = Int64(digits) else {
                return nil
            }
            number = number * 1000 + value
        }
        guard (1...Self.width).contains(count), (0...6).contains(level ?? 0) else { return nil }
        self.init(level: level, number: number, count: count)
        // One spelling each: no signs, no zeros too many.
        guard description == text else { return nil }
    }

    private static func digits(_ value: Int64) -> String {
        let text = String(value)
        return String(repeating: "0", count: 3 - text.count) + text
    }
}
