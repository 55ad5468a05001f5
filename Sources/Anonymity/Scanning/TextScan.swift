// SPDX-License-Identifier: Apache-2.0

/// A direct identifier suspected in a line of text.
package struct TextFinding: Hashable, Sendable {
    package let line: Int
    package let kind: IdentifierKind
    /// Blocking when recognised by structure or check digits, listed when a person should look.
    package let verdict: IdentifierFinding.Verdict
    /// First and last character.
    package let sample: String
}

extension IdentifierScanner {
    /// Looks for direct identifiers in prose, Markdown, source code or logs, line by line.
    package static func scan(
        text source: any ByteSource,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [TextFinding] {
        var lines = LineReader(source, onProgress: onProgress)
        var findings: [TextFinding] = []
        while try lines.next() {
            let (line, bytes) = (lines.line, lines.bytes)
            Recognisers(bytes, CellShape(bytes)).forEach { hit in
                if let verdict = verdict(on: hit, in: bytes) {
                    let sample = MaskedSample.of(bytes[hit.range])
                    findings.append(TextFinding(line: line, kind: hit.kind, verdict: verdict, sample: sample))
                }
                return true
            }
        }
        return findings
    }

    /// In text no column votes, so the word before a likeness decides what it is worth.
    private static func verdict(on hit: Hit, in line: Bytes) -> IdentifierFinding.Verdict? {
        if hit.isCertain { return .blocking }
        guard hit.kind.vote != nil else { return nil }
        let before = line.part(max(0, hit.range.lowerBound - 24)..<hit.range.lowerBound)
        let words = NameHint.words(of: String(decoding: before, as: UTF8.self))
        let isNamed = words.suffix(3).contains { NameHint(column: $0)?.confirms == hit.kind }
        if isNamed { return .blocking }
        return hit.kind == .vin ? .listed : nil
    }
}
