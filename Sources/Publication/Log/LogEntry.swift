// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL

/// The entries of the log as bytes: what each commits to, and how they are bundled.
package enum LogEntry {
    /// Of one entry; what a bundle's length of two bytes can say.
    package static let byteLimit = 65_535

    /// Whether an entry commits to exactly these bytes.
    package static func commits(_ entry: [UInt8], to opening: [UInt8]) -> Bool {
        guard let json = try? JSON(parsing: entry, limits: .standard),
            let commitment = json["commitment"]?.string
        else { return false }
        return commitment == "\(Digest(hashing: opening))"
    }

    /// A bundle of entries, each behind its length in two bytes, most significant first (C2SP tlog-tiles).
    package static func bundle(_ entries: [[UInt8]]) -> [UInt8] {
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
    }

    /// The entries of a bundle; `nil` for bytes that are no bundle.
    package static func entries(ofBundle bytes: [UInt8]) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            guard start + 2 <= bytes.count else { return nil }
            let end = start + 2 + Int(bytes[start]) << 8 + Int(bytes[start + 1])
            guard end <= bytes.count else { return nil }
            entries.append(Array(bytes[(start + 2)..<end]))
            start = end
        }
        return entries
    }
}
