// SPDX-License-Identifier: Apache-2.0
import Tables

/// What one value reads as and which identifier it holds or resembles.
struct CellReading {
    let type: CellType
    let kind: IdentifierKind?
    let evidence: Evidence

    static let none = CellReading(type: .text, kind: nil, evidence: .against)
}

extension CellReading {
    /// Examines a non-empty cell.
    ///
    /// Numbers and times are taken for what they are; only long bare numbers are checked. What the
    /// organisation lists is looked for in all.
    init(_ cell: Bytes, _ packs: IdentifierPacks = .all, _ own: OwnIdentifiers? = nil) {
        let bytes = cell.trimmed
        guard !bytes.isEmpty else {
            self = .none
            return
        }
        let shape = CellShape(bytes)
        let type = CellType(bytes, shape)
        let hit = own?.first(in: bytes) ?? Self.hit(bytes, shape, type, packs)
        self.init(type: type, kind: hit?.kind, evidence: hit?.evidence ?? .against)
    }

    private static func hit(_ bytes: Bytes, _ shape: CellShape, _ type: CellType, _ packs: IdentifierPacks)
        -> Hit?
    {
        let recognisers = Recognisers(bytes, shape, packs)
        switch type {
        case .integer where shape.digits == shape.count:
            return shape.count >= 10 ? recognisers.bareNumber() : nil
        case .integer where shape.pluses > 0 && shape.count >= 10, .version, .prose: return recognisers.best()
        // With an E in it, an address or a pension number reads as a number too.
        case .decimal where shape.letters == 1 && shape.digits == shape.count - 1 && shape.count >= 12:
            return recognisers.best()
        case .text: return recognisers.best() ?? recognisers.plate()
        default: return nil
        }
    }
}
