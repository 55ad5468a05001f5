// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Public identifiers and their check digits.
@Suite struct PIDTests {
    private let pid = PID(kind: .finding, bits: 0x3_1234_5678_9abc)

    @Test func `text and value are the same thing`() {
        for kind in PID.Kind.allCases {
            let pid = PID(kind: kind, bits: 0x2_fedc_ba98_7654)
            #expect(PID(pid.description) == pid)
            #expect(pid.description.count == 15)
        }
    }

    @Test func `one wrong character is found wherever it stands`() {
        let text = Array(pid.description)
        for index in text.indices where index != 2 {
            for replacement in "0123456789abcdefghjkmnpqrstvwxyz" where replacement != text[index] {
                var wrong = text
                wrong[index] = replacement
                #expect(PID(String(wrong)) == nil, "\(String(wrong))")
            }
        }
    }

    @Test func `two neighbours that changed places are found`() {
        let text = Array(pid.description)
        for index in 3..<14 where text[index] != text[index + 1] {
            var wrong = text
            wrong.swapAt(index, index + 1)
            #expect(PID(String(wrong)) == nil, "\(String(wrong))")
        }
    }

    @Test(arguments: [
        "", "fi-", "FI-0123456789aa", "xx-012345678900", "fi-0123456789012", "fi-01234567890\u{e9}",
    ])
    func `what is no identifier is nil`(_ text: String) {
        #expect(PID(text) == nil)
    }
}
