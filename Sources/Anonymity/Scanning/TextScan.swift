// SPDX-License-Identifier: Apache-2.0
import Tables

/// A direct identifier suspected in a line of text.
package struct IdentifierInText: Hashable, Sendable {
    package let line: Int
    package let kind: IdentifierKind
    /// Blocking when recognised by structure or check digits, listed when a person should look.
    package let severity: IdentifierInColumn.Severity
    /// First and last character.
    package let sample: String
}

extension IdentifierScanner {
    /// Looks for direct identifiers in prose, Markdown, source code or logs, line by line.
    package static func scan(
        text source: any ByteSource,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [IdentifierInText] {
        var lines = LineReader(source, onProgress: onProgress)
        var found: [IdentifierInText] = []
        while try lines.next() {
            let (line, bytes) = (lines.line, lines.bytes)
            Recognisers(bytes, CellShape(bytes)).forEach { hit in
                if let severity = severity(of: hit, in: bytes) {
                    let sample = MaskedSample.of(bytes[hit.range])
                    found.append(
                        IdentifierInText(line: line, kind: hit.kind, severity: severity, sample: sample)
                    )
                }
                return true
            }
        }
        return found
    }

    /// In text no column votes, so the word before a likeness decides what it is worth.
    private static func severity(of hit: Hit, in line: Bytes) -> IdentifierInColumn.Severity? {
        if hit.isCertain { return .blocking }
        guard hit.kind.vote != nil else { return nil }
        let before = line.part(max(0, hit.range.lowerBound - 24)..<hit.range.lowerBound)
        let words = NameHint.words(of: String(decoding: before, as: UTF8.self))
        let isNamed = words.suffix(3).contains { NameHint(column: $0)?.confirms == hit.kind }
        if isNamed { return .blocking }
        return hit.kind == .vin ? .listed : nil
    }
}
