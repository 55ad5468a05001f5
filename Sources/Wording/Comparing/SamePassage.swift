// SPDX-License-Identifier: Apache-2.0

extension Passage {
    /// Whether two passages are the same one, perhaps in another spelling: each stands in the other, or most
    /// of its words do.
    package func isSame(as other: Passage) -> Bool {
        self == other || (isNear(in: other) && other.isNear(in: self))
    }

    /// Whether most of its words stand in another passage that is not much longer.
    private func isNear(in other: Passage) -> Bool {
        guard words.count >= Self.fewestForNear, other.words.count <= nearWidth else { return false }
        var left: [UInt64: Int] = [:]
        for word in other.words { left[word, default: 0] += 1 }
        var common = 0
        for word in words where left[word, default: 0] > 0 {
            left[word]? -= 1
            common += 1
        }
        return common >= enoughForNear
    }
}
