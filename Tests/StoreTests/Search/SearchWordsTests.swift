// SPDX-License-Identifier: Apache-2.0
import Store
import Testing

/// Queries of people as the database reads them.
@Suite struct SearchWordsTests {
    @Test(arguments: [
        ("bearing wear", "bearing wear", []),
        (#""oil film" or -Wear"#, #""oil film" or -wear"#, []),
        ("机器学习", #""机器 器学 学习" "#, []),
        (#""机器学习""#, #"" 机器 器学 学习 ""#, []),
        ("-磨损 轴", #"-"磨损"   "#, ["轴"]),
        ("GPU集群", #"gpu"集群" "#, []),
        ("ｂｅａｒｉｎｇ", "bearing", []),
    ])
    func `scripts without spaces become phrases of pairs`(query: String, text: String, firsts: [String])
        throws
    {
        let words = try #require(SearchWords(query))
        #expect(words.text == text)
        #expect(words.firsts == firsts)
    }

    @Test(arguments: [
        "", "  ", "-- \"", "a\u{0}b", String(repeating: "a ", count: 201), String(repeating: "w ", count: 33),
    ])
    func `what nobody asks is refused`(query: String) { #expect(SearchWords(query) == nil) }

    @Test func `as many words as are allowed are taken`() {
        #expect(SearchWords(String(repeating: "w ", count: SearchWords.mostTerms)) != nil)
    }
}
