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
        rules: IdentifierRules = .usual,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [IdentifierInText] {
        var lines = LineReader(source, onProgress: onProgress)
        var found: [IdentifierInText] = []
        var names = NamesBefore(rules.names)
        while try lines.next() {
            let (line, bytes) = (lines.line, lines.bytes)
            func note(_ hit: Hit, _ severity: IdentifierInColumn.Severity) {
                let sample = MaskedSample.of(bytes[hit.range])
                found.append(IdentifierInText(line: line, kind: hit.kind, severity: severity, sample: sample))
            }
            rules.own.forEach(in: bytes) { note($0, .blocking) }
            Recognisers(bytes, CellShape(bytes), rules.packs).forEach { hit in
                if let severity = severity(of: hit, in: bytes, &names) { note(hit, severity) }
                return true
            }
        }
        return found
    }

    /// In text no column votes, so the word before a likeness decides what it is worth.
    private static func severity(of hit: Hit, in line: Bytes, _ names: inout NamesBefore)
        -> IdentifierInColumn.Severity?
    {
        switch hit.evidence {
        case .certain: return .blocking
        case .against: return nil
        case .likely, .checked: break
        }
        guard hit.kind.vote != nil || hit.kind.checkedVote != nil else { return nil }
        let before = line.part(max(0, hit.range.lowerBound - 24)..<hit.range.lowerBound)
        if names.kinds(in: before).contains(hit.kind) { return .blocking }
        return hit.kind.isWorthALook && (hit.evidence == .checked || hit.kind.checkedVote == nil)
            ? .listed : nil
    }
}
