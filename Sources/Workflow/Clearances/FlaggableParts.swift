// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

/// The parts of a version that a provider can object to: its files, and what is said of it.
struct FlaggableParts {
    /// Of each part, in bytes.
    let sizes: [VersionPart: Int64]
    private let description: Description?

    /// Larger files are not read to be compared.
    private static let largest: Int64 = 4 << 20

    /// Reads what the actor may see; the files alone, unless it is asked whole.
    init(of version: ID<FindingVersion>, _ db: Connection, isWhole: Bool = true) throws {
        description = try isWhole ? Description(of: version, db) : nil
        var sizes: [VersionPart: Int64] = [:]
        for file in try FindingFileStore(db).files(of: version) { sizes[.file(file.digest)] = file.size }
        for member in description?.members ?? [] {
            sizes[.member(member.pointer)] = Int64(member.text.utf8.count)
        }
        self.sizes = sizes
    }

    /// What stands at these bytes of a part, which has them; `nil` for a file.
    ///
    /// - Throws: `ActRefused` where they begin or end within a character.
    func text(at part: VersionPart, _ bytes: ClosedRange<Int64>) throws -> String? {
        guard let text = member(part) else { return nil }
        let said = text.utf8.dropFirst(Int(bytes.lowerBound)).prefix(bytes.count)
        guard let passage = String(validating: said, as: UTF8.self) else {
            throw ActRefused.invalid("/first_byte", "range", "The bytes begin or end within a character.")
        }
        return passage
    }

    /// Whether the passage of a flag stands in the same place here.
    func have(_ flag: FlagRecord) -> Bool {
        guard sizes[flag.part] != nil else { return false }
        guard let text = member(flag.part) else { return true }
        let said = text.utf8.dropFirst(Int(flag.firstByte)).prefix(flag.bytes.count)
        return said.elementsEqual((flag.passage ?? "").utf8)
    }

    /// Whether a part of another version stands here too: the same bytes, in whatever place.
    func have(_ part: VersionPart, of other: FlaggableParts) -> Bool {
        guard let text = other.member(part) else { return sizes[part] != nil }
        return (description?.members ?? []).contains { $0.text.utf8.elementsEqual(text.utf8) }
    }

    /// The bytes of a part that is a text; `nil` for other files, and for those too large to be compared.
    func text(of part: VersionPart, _ files: FileStore) throws -> [UInt8]? {
        if let text = member(part) { return Array(text.utf8) }
        guard let digest = part.digest, let size = sizes[part], size > 0, size <= Self.largest else {
            return nil
        }
        let bytes = try Array(files.bytes(0...size - 1, of: digest))
        return bytes.contains(0) ? nil : bytes
    }

    /// A passage of a part, which has these bytes, as it is compared with others.
    func window(at part: VersionPart, _ bytes: ClosedRange<Int64>, _ files: FileStore) throws -> Window {
        if let digest = part.digest { return try Window(digest, bytes, files) }
        return Window(Array((member(part) ?? "").utf8), bytes)
    }

    private func member(_ part: VersionPart) -> String? { part.pointer.flatMap { description?[$0] } }
}
