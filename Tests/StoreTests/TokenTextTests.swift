// SPDX-License-Identifier: Apache-2.0
import Store
import Testing

/// The text of tokens and invitation codes.
@Suite struct TokenTextTests {
    @Test func `a token that was made is read, for its own use only`() throws {
        for prefix in TokenText.Prefix.allCases {
            let made = try TokenText(prefix)
            #expect(TokenText(prefix, made.text)?.hash == made.hash)
            for other in TokenText.Prefix.allCases where other != prefix {
                #expect(TokenText(other, made.text) == nil)
            }
        }
    }

    @Test func `every wrong character is found`() throws {
        let made = Array(try TokenText(.personal).text.utf8)
        for place in made.indices {
            for wrong in "0AZaz_-. ".utf8 where wrong != made[place] {
                var changed = made
                changed[place] = wrong
                #expect(TokenText(.personal, String(decoding: changed, as: UTF8.self)) == nil)
            }
        }
    }

    @Test func `characters that only count as equal are others`() {
        // As texts, this one ends in the right check sum: U+212A counts as a K, and the body's last two
        // characters as the sum's first two. The bytes are as many as a token has.
        let kelvin = "thp_HAHRXdEbyhNbcyCMhXzRdVqKtFGxGbCrLpbZm2SqY2i\u{212A}Gqe"
        #expect(kelvin.utf8.count == 53)
        #expect(TokenText(.personal, kelvin) == nil)
    }
}
