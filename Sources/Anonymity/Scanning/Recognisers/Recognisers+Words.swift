// SPDX-License-Identifier: Apache-2.0
import Tables

/// Identifiers that are one run of letters and digits: how long it is says which they can be.
extension Recognisers {
    /// The identifier that the run at `index` is.
    func word(at index: Int) -> Hit? {
        var end = index
        var digits = 0
        while end < bytes.count, Byte.isAlphanumeric(bytes[end]) {
            if Byte.isDigit(bytes[end]) { digits &+= 1 }
            end &+= 1
            if end &- index > 20 { return nil }
        }
        let count = end - index
        guard count >= 9, digits >= 2 else { return nil }
        let joiners = [Byte.dash, Byte.dot, Byte.slash, Byte.underscore]
        guard begins(at: index, joiners: joiners), ends(at: end, joiners: joiners) else { return nil }
        let range = index..<end
        return digits == count ? bareNumber(range) : mixed(range, digits: digits)
    }

    /// A cell that is nothing but digits.
    func bareNumber() -> Hit? { bareNumber(0..<bytes.count) }

    private func bareNumber(_ range: Range<Int>) -> Hit? {
        switch range.count {
        case 10: packs.contains(.uk) ? bareHealthNumber(range) : nil
        case 11: germanTaxID(range) ?? bareMobile(range)
        case 13: bareMobile(range) ?? bareCard(range)
        case 15: bareNIR(range) ?? bareCard(range)
        case 16: bareCard(range) ?? softwareVersion(range)
        case 18: chineseIdentityCard(range) ?? chineseCreditCode(range) ?? bareCard(range)
        case 19, 20: chipCard(range) ?? bareCard(range)
        case 14, 17: bareCard(range)
        default: nil
        }
    }

    private func mixed(_ range: Range<Int>, digits: Int) -> Hit? {
        switch range.count {
        case 9: digits == 8 || digits == 7 ? spanishDNI(range) : nil
        case 12: germanPensionNumber(range) ?? bareMAC(range)
        case 15: bareNIR(range)
        case 17: vin(range)
        case 18: chineseIdentityCard(range) ?? chineseCreditCode(range)
        default: nil
        }
    }
}
