// SPDX-License-Identifier: Apache-2.0
import Tables

/// Finds direct identifiers in a cell or a line of text, by bytes, with the validation each kind allows.
///
/// A match begins where a word begins. The counts in `shape` decide which kinds are tried at all, so that an
/// ordinary cell costs one pass.
struct Recognisers {
    let bytes: Bytes
    private let shape: CellShape

    init(_ bytes: Bytes, _ shape: CellShape) {
        self.bytes = bytes
        self.shape = shape
    }

    /// The first certain hit, or else the first likeness.
    func best() -> Hit? {
        var likeness: Hit?
        var certain: Hit?
        forEach { hit in
            if hit.isCertain { certain = hit } else if likeness == nil { likeness = hit }
            return !hit.isCertain
        }
        return certain ?? likeness
    }

    /// Calls `body` with each hit from left to right, addresses with an `@` first, until it returns `false`.
    func forEach(_ body: (Hit) -> Bool) {
        if shape.ats > 0 {
            var index = 0
            while index < bytes.count {
                if bytes[index] == Byte.at, let hit = userURL(around: index) ?? email(around: index) {
                    guard body(hit) else { return }
                    index = hit.range.upperBound
                } else {
                    index += 1
                }
            }
        }
        let hasGroups = shape.colons >= 2 || shape.dashes >= 4 || shape.dots >= 2
        guard shape.digits >= 7 || hasGroups || shape.digits >= 4 && shape.count >= 17 else { return }
        var index = 0
        while index < bytes.count {
            if index == 0 || !Byte.isWord(bytes[index - 1]), let hit = hit(at: index) {
                guard body(hit) else { return }
                index = max(hit.range.upperBound, index + 1)
            } else {
                index += 1
            }
        }
    }

    private func hit(at index: Int) -> Hit? {
        let byte = bytes[index]
        if Byte.isHex(byte), let hit = hexadecimal(at: index) { return hit }
        if Byte.isDigit(byte) { return numeric(at: index) }
        switch byte {
        case Byte.plus: return shape.digits >= 8 ? internationalPhone(at: index) : nil
        case UInt8(ascii: "("): return shape.digits >= 8 ? nationalPhone(at: index) : nil
        case Byte.dash: return shape.dots >= 2 ? coordinates(at: index) : nil
        case Byte.colon: return shape.colons >= 2 ? ipv6(at: index) : nil
        default: return Byte.isUpper(byte) ? iban(at: index) ?? vin(at: index) : nil
        }
    }

    private func hexadecimal(at index: Int) -> Hit? {
        if shape.colons >= 5 || shape.dashes >= 5 || shape.dots >= 2, let hit = mac(at: index) { return hit }
        if shape.colons >= 2, let hit = ipv6(at: index) { return hit }
        return shape.dashes >= 4 ? uuid(at: index) : nil
    }

    private func numeric(at index: Int) -> Hit? {
        if shape.dots >= 3, let hit = ipv4(at: index) { return hit }
        if shape.dots >= 2, let hit = coordinates(at: index) { return hit }
        guard shape.digits >= 8 else { return nil }
        return socialSecurity(at: index) ?? cardOrDevice(at: index) ?? nationalPhone(at: index)
            ?? vin(at: index)
    }

    // MARK: Boundaries

    func byte(at index: Int) -> UInt8? {
        index >= 0 && index < bytes.count ? bytes[index] : nil
    }

    func isDigit(at index: Int) -> Bool {
        index >= 0 && index < bytes.count && Byte.isDigit(bytes[index])
    }

    /// Whether a match may end before `index`: no word goes on there, nor one of `joiners` with a word behind
    /// it.
    func ends(at index: Int, joiners: [UInt8] = []) -> Bool {
        guard let byte = byte(at: index) else { return true }
        if Byte.isWord(byte) { return false }
        guard joiners.contains(byte), let next = self.byte(at: index + 1) else { return true }
        return !Byte.isWord(next)
    }

    /// Whether none of `joiners` stands before `index`.
    func begins(at index: Int, joiners: [UInt8]) -> Bool {
        guard let byte = byte(at: index - 1) else { return true }
        return !joiners.contains(byte)
    }
}
