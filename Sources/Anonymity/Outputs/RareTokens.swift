// SPDX-License-Identifier: Apache-2.0
import Tables

/// Finds what names a few units of a release inside a result: part numbers, marks, anything of letters and
/// digits that is a whole cell of the release and occurs there too rarely to hide what it names.
///
/// The result's tokens are kept, the release streams past them, so memory is bounded by the result.
package struct RareTokens {
    /// Shorter ones come about by chance.
    private static let shortest = 6
    private static let longest = 64

    private var lines: [String: Int] = [:]

    package init() {}

    /// Takes every token of a text, with the first line it is in.
    package mutating func add(text source: any ByteSource, onProgress: ((Int) throws -> Void)? = nil) throws {
        var reader = LineReader(source, onProgress: onProgress)
        while try reader.next() {
            Self.forEach(in: reader.bytes) { token in
                if lines[token] == nil { lines[token] = reader.line }
            }
        }
    }

    package var isEmpty: Bool { lines.isEmpty }

    /// The tokens that are cells of the release, but fewer than `enough` times.
    package func rare(
        in release: any ByteSource,
        dialect: Dialect = Dialect(),
        fewerThan enough: Int = 5,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> [OutputItem] {
        var reader = try CSVReader(release, dialect: dialect, onProgress: onProgress)
        var counts: [String: (times: Int, column: Int)] = [:]
        while try reader.next() {
            for column in 0..<reader.count where Self.isToken(reader[column].trimmed) {
                let token = String(decoding: reader[column].trimmed, as: UTF8.self)
                guard lines[token] != nil else { continue }
                counts[token, default: (0, column)].times += 1
            }
        }
        return counts.filter { $0.value.times < enough }.map { token, found in
            OutputItem(
                .rareToken,
                line: lines[token] ?? 1,
                place: reader.header[found.column],
                "\(Self.masked(token)) stands in \(found.times) rows of the release"
            )
        }.sorted { $0.line < $1.line }
    }

    private static func masked(_ token: String) -> String {
        "\(token.prefix(1))…\(token.suffix(1))"
    }

    /// Letters and digits together, perhaps with dashes, dots, slashes and underscores between them.
    private static func isToken(_ bytes: Bytes) -> Bool {
        guard (shortest...longest).contains(bytes.count) else { return false }
        var hasLetter = false
        var hasDigit = false
        for byte in bytes {
            guard isInner(byte) else { return false }
            hasLetter = hasLetter || Byte.isLetter(byte)
            hasDigit = hasDigit || Byte.isDigit(byte)
        }
        return hasLetter && hasDigit
    }

    private static func isInner(_ byte: UInt8) -> Bool {
        Byte.isWord(byte) || byte == Byte.dash || byte == Byte.dot || byte == Byte.slash
            || byte == Byte.underscore
    }

    private static func forEach(in line: Bytes, _ body: (String) -> Void) {
        var start = 0
        for index in 0...line.count where index == line.count || !isInner(line[index]) {
            var end = index
            // A sentence's full stop is not the token's.
            while end > start, !Byte.isWord(line[end - 1]) { end -= 1 }
            if isToken(line.part(start..<end)) {
                body(String(decoding: line.part(start..<end), as: UTF8.self))
            }
            start = index + 1
        }
    }
}
