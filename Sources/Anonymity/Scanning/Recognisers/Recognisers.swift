// SPDX-License-Identifier: Apache-2.0
import Tables

/// Finds direct identifiers in a cell or a line of text, by bytes, with the validation each kind allows.
///
/// A match begins where a word begins. The counts in `shape` decide which kinds are tried at all, so that an
/// ordinary cell costs one pass.
struct Recognisers {
    let bytes: Bytes
    let shape: CellShape
    let packs: IdentifierPacks

    init(_ bytes: Bytes, _ shape: CellShape, _ packs: IdentifierPacks = .all) {
        self.bytes = bytes
        self.shape = shape
        self.packs = packs
    }

    /// The first hit of those that prove most.
    func best() -> Hit? {
        var best: Hit?
        forEach { hit in
            if best.map({ $0.evidence < hit.evidence }) ?? true { best = hit }
            return hit.evidence != .certain
        }
        return best
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
        let isLong = shape.digits >= 2 && shape.count >= 12
        guard shape.digits >= 6 || hasGroups || isLong else { return }
        var index = 0
        while index < bytes.count {
            if index == 0 || !Byte.isAlphanumeric(bytes[index - 1]), let hit = hit(at: index) {
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
        case Byte.dash: return shape.digits >= 8 ? coordinates(at: index) : nil
        case Byte.colon: return shape.colons >= 2 ? ipv6(at: index) : nil
        default: return Byte.isLetter(byte) ? iban(at: index) ?? wordOfLettersAndDigits(at: index) : nil
        }
    }

    private func hexadecimal(at index: Int) -> Hit? {
        if shape.colons >= 5 || shape.dashes >= 5 || shape.dots >= 2 || shape.spaces >= 5,
            let hit = mac(at: index)
        {
            return hit
        }
        if shape.colons >= 2, let hit = ipv6(at: index) { return hit }
        return shape.dashes >= 4 ? uuid(at: index) : nil
    }

    private func numeric(at index: Int) -> Hit? {
        if shape.dots >= 3, let hit = ipv4(at: index) { return hit }
        if let hit = word(at: index) { return hit }
        guard shape.digits >= 8 else { return nil }
        if let hit = coordinates(at: index) ?? frenchNIR(at: index) ?? groupedTaxID(at: index) { return hit }
        let security = socialSecurity(at: index)
        if let security, security.evidence != .against { return security }
        return cardOrDevice(at: index) ?? healthNumber(at: index) ?? nationalPhone(at: index)
            ?? chineseMobile(at: index) ?? security
    }

    private func wordOfLettersAndDigits(at index: Int) -> Hit? {
        word(at: index) ?? britishNINO(at: index)
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
    ///
    /// Chinese follows a number without a blank.
    func ends(at index: Int, joiners: [UInt8] = []) -> Bool {
        guard let byte = byte(at: index) else { return true }
        if Byte.isAlphanumeric(byte) { return false }
        guard joiners.contains(byte), let next = self.byte(at: index + 1) else { return true }
        return !Byte.isWord(next)
    }

    /// Whether none of `joiners` stands before `index`.
    func begins(at index: Int, joiners: [UInt8]) -> Bool {
        guard let byte = byte(at: index - 1) else { return true }
        return !joiners.contains(byte)
    }

    /// How many bytes of blank stand at `index`: a space, or one that does not break (U+00A0, U+202F).
    func blank(at index: Int) -> Int {
        switch byte(at: index) {
        case Byte.space: 1
        case 0xC2 where byte(at: index + 1) == 0xA0: 2
        case 0xE2 where byte(at: index + 1) == 0x80 && byte(at: index + 2) == 0xAF: 3
        default: 0
        }
    }

    /// How many bytes of hyphen stand at `index`: `-`, or one of U+2010 to U+2013.
    func hyphen(at index: Int) -> Int {
        switch byte(at: index) {
        case Byte.dash: 1
        case 0xE2 where byte(at: index + 1) == 0x80 && (0x90...0x93).contains(byte(at: index + 2) ?? 0): 3
        default: 0
        }
    }

    func number(_ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $0 * 10 + Int($1 - Byte.zero) }
    }
}
