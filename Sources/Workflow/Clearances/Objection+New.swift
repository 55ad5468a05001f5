// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import Wording

extension Objection {
    /// Whether the passage is new to the provider, which has had its time for some versions before this one:
    /// the part stood in none of them and, where it is a text, the passage is of words that stood in none.
    ///
    /// Of a file that is no text any change is new.
    func isNew(
        to clearance: ClearanceRecord,
        _ parts: FlaggableParts,
        _ files: FileStore,
        _ db: Connection
    ) throws -> Bool {
        let ended = try ClearanceStore(db).ended(before: clearance)
        guard !ended.isEmpty else { return true }
        let seen = try ended.reversed().map { seen in
            try FlaggableParts(of: seen.version, db, isWhole: seen.isWhole)
        }
        guard !seen.contains(where: { $0.have(part, of: parts) }) else { return false }
        guard let text = try parts.text(of: part, files) else { return true }
        var known = SeenTexts()
        for version in seen { try known.add(version, files) }
        let words = NewWords(in: text, notIn: known.texts)
        return words.bear(Int(bytes.lowerBound)...Int(bytes.upperBound))
    }

    /// Whether the provider has objected to this passage of the finding before, whatever became of it; the
    /// same in other words, or nearly so, is the same.
    ///
    /// One whose file is gone is told by its place alone, which the database asks: a file that the platform
    /// has lost takes no objection from anybody.
    func wasRaised(
        in clearance: ClearanceRecord,
        _ parts: FlaggableParts,
        _ files: FileStore,
        _ db: Connection
    ) throws -> Bool {
        let former = try FlagStore(db).all(on: clearance.finding)
            .filter { $0.organisation == clearance.organisation }
        guard !former.isEmpty else { return false }
        let key = WordKey.random()
        let raised = try parts.window(at: part, bytes, files)
        let passage = raised.passage(key)
        return try former.contains { flag in
            guard flag.part.digest.map(files.contains) ?? true else { return false }
            let before = try Window(flag, files)
            if before.said == raised.said { return true }
            guard let passage, let known = before.passage(key) else { return false }
            return known.isSame(as: passage)
        }
    }
}

/// The texts of versions that a provider has seen, as far as they are compared.
private struct SeenTexts {
    private(set) var texts: [[UInt8]] = []
    private var files: Set<Digest> = []
    private var left = 16 << 20

    /// Adds the parts of a version, but for files that are here already and those that are no texts; the
    /// short ones first, until there is too much to compare.
    mutating func add(_ version: FlaggableParts, _ store: FileStore) throws {
        for (part, size) in version.sizes.sorted(by: { $0.value < $1.value }) where size <= left {
            // What was lost is known to nobody.
            if let digest = part.digest, !store.contains(digest) || !files.insert(digest).inserted {
                continue
            }
            guard let text = try version.text(of: part, store) else { continue }
            left -= text.count
            texts.append(text)
        }
    }
}
