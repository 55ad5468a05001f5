// SPDX-License-Identifier: Apache-2.0

/// Tokens and invitation codes: any text, and a good one with some characters changed.
func check(_ input: [UInt8]) {
    for prefix in TokenText.Prefix.allCases {
        holds(prefix, String(decoding: input, as: UTF8.self))
    }
    guard let good = try? TokenText(.personal) else { return hold(false, "a token can be made") }
    holds(.personal, good.text)
    hold(TokenText(.personal, good.text) != nil, "a token that was made is read")
    hold(TokenText(.invitation, good.text) == nil, "a token is no invitation")
    if let place = input.first, let replacement = input.last {
        var changed = Array(good.text.utf8)
        changed[Int(place) % changed.count] = replacement
        let text = String(decoding: changed, as: UTF8.self)
        if Array(text.utf8) != Array(good.text.utf8) {
            hold(TokenText(.personal, text) == nil, "a token with one wrong character is refused")
        }
    }
}

private func holds(_ prefix: TokenText.Prefix, _ text: String) {
    guard let token = TokenText(prefix, text) else { return }
    hold(Array(token.text.utf8) == Array(text.utf8), "a token is read as it is written")
    hold(
        text.utf8.count == 53 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F },
        "a token is 53 plain characters"
    )
    hold(text.utf8.starts(with: prefix.rawValue.utf8), "a token begins with its prefix")
    hold(token.hash.count == 32, "a hash has 256 bits")
}
