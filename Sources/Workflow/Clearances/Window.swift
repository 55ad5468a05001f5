// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store
import Wording

/// A passage with a little of what stands around it, so that a word which it cuts can be read whole.
struct Window {
    private let text: Data
    private let range: Range<Int>

    /// How many bytes around a passage are looked at.
    private static let around: Int64 = 64

    /// Of a text in memory; fewer bytes where it ends before.
    init(_ text: [UInt8], _ bytes: ClosedRange<Int64>) {
        self.text = Data(text)
        let end = min(Int(bytes.upperBound) + 1, text.count)
        range = min(Int(bytes.lowerBound), end)..<end
    }

    /// Of a file; fewer bytes where it ends before.
    init(_ digest: Digest, _ bytes: ClosedRange<Int64>, _ files: FileStore) throws {
        let first = max(0, bytes.lowerBound - Self.around)
        text = try files.bytes(first...bytes.upperBound + Self.around, of: digest)
        let start = min(Int(bytes.lowerBound - first), text.count)
        range = start..<min(start + bytes.count, text.count)
    }

    /// Of a flag, as its passage stood in the version that was flagged.
    init(_ flag: FlagRecord, _ files: FileStore) throws {
        if let digest = flag.part.digest {
            try self.init(digest, flag.bytes, files)
        } else {
            let said = Array((flag.passage ?? "").utf8)
            self.init(said, 0...Int64(said.count))
        }
    }

    /// The bytes of the passage itself.
    var said: Data { text.subdata(in: range) }

    /// Its words; `nil` where it has none.
    func passage(_ key: WordKey) -> Passage? {
        text.withUnsafeBytes { Passage(range, of: $0, key: key) }
    }
}
