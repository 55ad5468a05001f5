// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

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
        let seen = try ended.reversed().map { try FlaggableParts(of: $0, db) }
        guard !seen.contains(where: { $0.have(part, of: parts) }) else { return false }
        guard let text = try parts.text(of: part, files) else { return true }
        var known = SeenTexts(places: parts.places(of: part))
        for version in seen { try known.add(version, files) }
        let words = NewWords(in: text, before: known.before, others: known.others)
        return words.bear(Int(bytes.lowerBound)...Int(bytes.upperBound))
    }
}

/// The texts of versions that a provider has seen, as far as they are compared.
private struct SeenTexts {
    /// In the place of the part that is objected to.
    private(set) var before: [[UInt8]] = []
    /// In all others.
    private(set) var others: [[UInt8]] = []
    private let places: Set<String>
    private var known: Set<VersionPart> = []
    private var left = 16 << 20

    init(places: Set<String>) {
        self.places = places
    }

    /// Adds the parts of a version, but for those that are here already and those that are no texts; of the
    /// latest versions first, until there is too much to compare.
    mutating func add(_ version: FlaggableParts, _ files: FileStore) throws {
        for (part, size) in version.sizes.sorted(by: { $0.value < $1.value }) where size <= left {
            guard part.digest == nil || known.insert(part).inserted,
                let text = try version.text(of: part, files)
            else { continue }
            left -= text.count
            if version.places(of: part).isDisjoint(with: places) {
                others.append(text)
            } else {
                before.append(text)
            }
        }
    }
}
