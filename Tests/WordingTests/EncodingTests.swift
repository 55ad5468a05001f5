// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Wording

/// Whether a passage is found in whatever encoding a file is saved.
@Suite struct EncodingTests {
    private static let key = WordKey.random()

    /// As programs write a file that is to be opened by a spreadsheet; of UTF-32, Latin letters are read.
    @Test(arguments: [String.Encoding.utf8, .utf16, .utf16LittleEndian, .utf16BigEndian, .utf32])
    func `a file in another encoding, which begins with its mark and the passage`(
        _ encoding: String.Encoding
    ) throws {
        for said in [
            "Bearing 6204 fails first", "Ça été réglé à Zürich hier", "Подшипник 6204 выходит первым",
            "合金含有四点二的钪", "Σκάνδιο 4,2 τοις εκατό", "𝐁𝐞𝐚𝐫𝐢𝐧𝐠 6204 𝐟𝐚𝐢𝐥𝐬 𝐟𝐢𝐫𝐬𝐭",
        ] {
            let passage = try #require(Passage(said, key: Self.key))
            let search = PassageSearch([passage], key: Self.key)
            let written = try #require("\u{FEFF}\(said). **More** of it.".data(using: encoding))
            let hits = try written.withUnsafeBytes { try search.hits(in: $0) }
            let isRead = encoding != .utf32 || said.unicodeScalars.allSatisfy { $0.value < 0x100 }
            #expect(hits.map(\.match) == (isRead ? [.equal] : []), "\(said)")
        }
    }
}
