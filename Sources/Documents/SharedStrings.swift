// SPDX-License-Identifier: Apache-2.0

/// The strings that a workbook's cells show by number (ECMA-376, 18.4).
enum SharedStrings {
    /// All strings of the part, in their order; runs of different fonts are one string, and how it is spoken
    /// is left out.
    ///
    /// - Throws: `ArchiveFault.damaged`.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [String] {
        var elements = try XMLElements(bytes)
        var strings: [String] = []
        var current: String?
        var isSpoken = false
        while let event = try elements.next() {
            switch event {
            case .start("si", let isEmpty):
                if isEmpty { strings.append("") } else { current = "" }
            case .end("si"):
                strings.append(current ?? "")
                current = nil
            case .start("rPh", let isEmpty): isSpoken = !isEmpty
            case .end("rPh"): isSpoken = false
            case .text(let text):
                // What stands between strings belongs to the last one, so that it is seen.
                if current == nil, !strings.isEmpty, text.contains(where: { !$0.isWhitespace }) {
                    strings[strings.count - 1] += " " + text
                } else if !isSpoken {
                    current? += text
                }
            default: continue
            }
        }
        return strings
    }
}
