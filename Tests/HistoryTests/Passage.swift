// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL

/// What a version may have: two passages that a provider objects to, and an address that the screening finds.
enum Passage {
    static let all = [
        "The north pumps cost 41 million a year in all.\n", "Bearing 6204 fails first in the south.\n",
        "Ask rita@nordmark.example.org about the rest.\n",
    ]

    private static let rest = String(
        repeating: "Pumps wear sooner in the north than in the south.\n",
        count: 12
    )

    /// What providers object to, in words: two passages of the text, and one of the abstract.
    static let objected = ["A", "B", "the alloy"]

    /// Where a passage stands in the last version, as an objection says it; `nil` when it does not.
    static func part(_ passage: Int, in last: World.Case) -> [String: JSON]? {
        if passage == 2 {
            guard last.abstract.hasSuffix(Draft.secret) else { return nil }
            let end = last.abstract.utf8.count
            return [
                "member": "/abstract", "first_byte": .integer(Int64(end - Draft.secret.utf8.count)),
                "last_byte": .integer(Int64(end - 1)),
            ]
        }
        guard let digest = Digest(bytes: last.digest), let set = sets[last.digest],
            let range = range(of: passage, in: set)
        else { return nil }
        return [
            "file_digest": .string("sha256:\(digest.hex)"), "first_byte": .integer(Int64(range.lowerBound)),
            "last_byte": .integer(Int64(range.upperBound)),
        ]
    }

    /// The text with the passages of a set.
    static func text(_ set: Int) -> String { rest + kept(set).map { all[$0] }.joined() }

    /// Where a passage stands in it; `nil` when it does not.
    static func range(of passage: Int, in set: Int) -> ClosedRange<Int>? {
        guard set >> passage & 1 == 1 else { return nil }
        let before = rest.utf8.count + kept(set).filter { $0 < passage }.reduce(0) { $0 + all[$1].utf8.count }
        return before...before + all[passage].utf8.count - 1
    }

    /// The passage that begins at a byte.
    static func passage(at byte: Int, in set: Int) -> Int? {
        kept(set).first { range(of: $0, in: set)?.lowerBound == byte }
    }

    /// The passages by the digest of the text.
    static let sets = Dictionary(
        uniqueKeysWithValues: (0..<8).map { (SHA256.digest(of: Array(text($0).utf8)), $0) }
    )

    static func names(_ set: Int) -> String {
        set == 0
            ? "a harmless text" : kept(set).map { ["A", "B", "an address"][$0] }.joined(separator: " and ")
    }

    private static func kept(_ set: Int) -> [Int] { (0..<3).filter { set >> $0 & 1 == 1 } }
}
