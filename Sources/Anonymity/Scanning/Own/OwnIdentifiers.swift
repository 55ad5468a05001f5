// SPDX-License-Identifier: Apache-2.0
import Tables

/// What an organisation lists as its own identifiers: literal words, and shapes of numbers.
///
/// Both are looked for from left to right and never by trying again, so that a list costs at most its longest
/// word for each place in a cell.
package struct OwnIdentifiers: Sendable {
    package static let mostWords = 10_000
    package static let mostShapes = 200

    private let words: WordTree?
    private let shapes: [OwnShape]

    package init() {
        words = nil
        shapes = []
    }

    init(words: [String], shapes: [OwnShape]) {
        self.words = words.isEmpty ? nil : WordTree(words)
        self.shapes = shapes
    }

    package var isEmpty: Bool { words == nil && shapes.isEmpty }

    /// The first one in a cell or a line.
    func first(in bytes: Bytes) -> Hit? {
        var first: Hit?
        if !isEmpty {
            search(bytes) { hit in
                first = hit
                return false
            }
        }
        return first
    }

    /// Calls `body` with each, from left to right.
    func forEach(in bytes: Bytes, _ body: (Hit) -> Void) {
        if isEmpty { return }
        search(bytes) { hit in
            body(hit)
            return true
        }
    }

    private func search(_ bytes: Bytes, _ body: (Hit) -> Bool) {
        var index = 0
        while index < bytes.count {
            guard index == 0 || WordTree.isEdge(bytes, at: index), let hit = hit(bytes, at: index) else {
                index += 1
                continue
            }
            guard body(hit) else { return }
            index = hit.range.upperBound
        }
    }

    private func hit(_ bytes: Bytes, at index: Int) -> Hit? {
        if let end = words?.end(in: bytes, from: index) { return Hit(.ownWord, index..<end, .certain) }
        for shape in shapes {
            if let end = shape.end(in: bytes, from: index) { return Hit(.ownShape, index..<end, .certain) }
        }
        return nil
    }
}
