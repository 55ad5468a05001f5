// SPDX-License-Identifier: Apache-2.0
import OpenSSL

private let seal = CursorSeal(secret: Array("a secret of the fuzzer's own".utf8))
private let list = "/v1/findings?state=draft"

/// Cursors, the encoding that they are spelled in, and the public identifiers that are the keys of most.
func check(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    hold(Base64URL.decode(Base64URL.encode(input)) == input, "decoding undoes encoding")
    if let bytes = Base64URL.decode(text) {
        hold(same(Base64URL.encode(bytes), text), "bytes have one spelling")
    }
    if let pid = PID(text) { hold(same(pid.description, text), "an identifier has one spelling") }
    if let key = seal.open(text, of: list) {
        hold(same(seal.seal(key, of: list), text), "only a cursor that was made is opened")
    }
    roundTrip(text, input)
}

private func roundTrip(_ key: String, _ input: [UInt8]) {
    let made = seal.seal(key, of: list)
    let opened = seal.open(made, of: list)
    guard !key.isEmpty, made.utf8.count <= 1024 else {
        return hold(opened == nil, "an empty key and a long cursor are refused")
    }
    guard let opened else { return hold(false, "a cursor that was made is opened") }
    hold(same(opened, key), "a cursor gives back its key")
    hold(seal.open(made, of: list + "&limit=2") == nil, "a cursor is good for its own list only")
    guard let place = input.first, let replacement = input.last else { return }
    var changed = Array(made.utf8)
    changed[Int(place) % changed.count] = replacement
    let text = String(decoding: changed, as: UTF8.self)
    if !same(text, made) { hold(seal.open(text, of: list) == nil, "a changed cursor is refused") }
}

private func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
