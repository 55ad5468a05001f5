// SPDX-License-Identifier: Apache-2.0

/// Percent-decoding of paths and queries.
func check(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    let encoded = Percent.encode(text)
    hold(encoded.utf8.allSatisfy(isPlain), "what is encoded needs no further encoding")
    let back = Percent.decode(encoded)
    if text.utf8.contains(where: isControl) {
        hold(back == nil, "a control character is refused")
    } else {
        hold(back.map(bytes) == bytes(text), "decoding undoes encoding")
    }
    guard let decoded = Percent.decode(text) else { return }
    hold(!decoded.utf8.contains(where: isControl), "no control character gets through")
    hold(decoded.utf8.count <= text.utf8.count, "decoding makes nothing longer")
    hold(
        Percent.decode(Percent.encode(decoded)).map(bytes) == bytes(decoded),
        "what was decoded can be encoded"
    )
    if !text.utf8.contains(UInt8(ascii: "%")) {
        hold(bytes(decoded) == bytes(text), "text without an escape stays as it is")
    }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

private func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"/?#&=+\"<>".utf8.contains(byte)
}
