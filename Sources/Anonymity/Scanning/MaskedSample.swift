// SPDX-License-Identifier: Apache-2.0

/// Shows of a value only its first and last character, so that a report repeats no identifier.
enum MaskedSample {
    static func of(_ bytes: some Sequence<UInt8>) -> String {
        let text = String(decoding: Array(bytes), as: UTF8.self)
        guard text.count > 4, let first = text.first, let last = text.last else { return "…" }
        return "\(printable(first))…\(printable(last))"
    }

    private static func printable(_ character: Character) -> Character {
        let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return isControl ? "?" : character
    }
}
