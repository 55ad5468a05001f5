// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Testing

/// Our words for things against the lists of those who keep them.
@Suite struct VocabularyTests {
    @Test func `every licence is of the SPDX list, open, and not deprecated`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "spdx.tsv")
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        let listed = Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                return (fields[0], fields)
            }
        )
        #expect(listed.count > 700)
        // Content and data have licences of their own, which neither OSI nor FSF judges.
        let ofContent: Set = [License.ccBy4, .ccBySa4, .cc0, .odbl1]
        for license in License.allCases {
            let fields = try #require(listed[license.rawValue], "\(license.rawValue)")
            #expect(fields[4] == "false", "\(license.rawValue) is deprecated")
            #expect(fields[2] == "true" || ofContent.contains(license), "\(license.rawValue) is not open")
        }
    }

    @Test(arguments: [
        ("en", "en"), ("eng", "en"), ("zho", "zh"), ("yue", "yue"), ("gsw", "gsw"), ("nb", "nb"),
    ])
    func `a language has its shortest code`(code: String, shortest: String) {
        #expect(Language(code)?.description == shortest)
    }

    @Test(arguments: ["", "e", "zz", "EN", "en-GB", "qqq", "engl", "12", "é"])
    func `what ISO 639 does not list is no language`(code: String) { #expect(Language(code) == nil) }
}
