// SPDX-License-Identifier: Apache-2.0
import Tables

/// What one value reads as and which identifier it holds or resembles.
struct CellReading {
    let type: CellType
    let kind: IdentifierKind?
    let isCertain: Bool

    static let none = CellReading(type: .text, kind: nil, isCertain: false)
}

extension CellReading {
    /// Examines a non-empty cell.
    ///
    /// Numbers and times are taken for what they are; only long bare numbers are checked.
    init(_ cell: Bytes) {
        let bytes = cell.trimmed
        guard !bytes.isEmpty else {
            self = .none
            return
        }
        let shape = CellShape(bytes)
        let type = CellType(bytes, shape)
        var hit: Hit?
        switch type {
        case .integer where shape.count >= 13 || shape.pluses > 0 && shape.count >= 10, .version, .prose,
            .text:
            hit = Recognisers(bytes, shape).best()
        default: break
        }
        self.init(type: type, kind: hit?.kind, isCertain: hit?.isCertain ?? false)
    }
}
