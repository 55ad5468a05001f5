// SPDX-License-Identifier: Apache-2.0

/// Finds how a table is written, by one even cut: the delimiter with which every line has as many cells.
///
/// Nothing is guessed: where two delimiters cut alike, or none does, the table is refused with its way out.
/// What was found from the beginning is held to by the reader, which refuses the first line that does not
/// keep it.
package struct DialectFinder {
    /// What a person has said of the dialect; what is `nil` is looked for.
    package struct Said: Hashable, Sendable {
        package var encoding: Dialect.Encoding?
        package var delimiter: Dialect.Delimiter?
        package var decimal: Dialect.Decimal?
        package var thousands: Dialect.Thousands?
        package var dates: Dialect.Dates?
        package var skipLines: Int?
        package var hasIndexColumn: Bool?

        package init() {}
    }

    private let start: [UInt8]
    private let isWhole: Bool
    private let said: Said
    /// The delimiter that the file's name stands for: whose complaint is told when none cuts evenly.
    private let usual: Dialect.Delimiter

    /// Looks at the beginning of a file; `isWhole` when there is no more.
    package init(
        _ start: [UInt8],
        isWhole: Bool,
        said: Said = Said(),
        usual: Dialect.Delimiter = .comma
    ) {
        self.start = start
        self.isWhole = isWhole
        self.said = said
        self.usual = usual
    }

    /// The one dialect in which the table reads.
    ///
    /// Throws `CSVError.dialect` when there is none, or more than one. A table that is even but for a line is
    /// left to the reader, which names it.
    package func one() throws(CSVError) -> Dialect {
        if let kind = FileKind(start) { throw .dialect(.otherKind(kind)) }
        let encoding = try encoding()
        guard let text = DecodedSource.text(of: start, encoding, isWhole: isWhole) else {
            throw .undecodable(line: 1, encoding)
        }
        guard !text.isEmpty else { throw .emptyFile }
        let search = CutSearch(text, isWhole: isWhole, said: said, usual: usual)
        return try search.dialect(encoding, search.strict())
    }

    /// Every dialect in which the table reads, for those who have to look at all of them.
    ///
    /// Of the encodings all that make text of it, of the delimiters all that cut evenly, a title above the
    /// header and all; empty when there is none.
    package func all() -> [Dialect] {
        guard FileKind(start)?.isText != false else { return [] }
        let encodings: [Dialect.Encoding] =
            switch (said.encoding, EncodingGuess(start, isWhole: isWhole)) {
            case (let encoding?, _), (nil, .certain(let encoding)): [encoding]
            case (nil, .among(let encodings, _)): encodings
            }
        return encodings.flatMap { encoding -> [Dialect] in
            guard let text = DecodedSource.text(of: start, encoding, isWhole: isWhole), !text.isEmpty else {
                return []
            }
            let search = CutSearch(text, isWhole: isWhole, said: said, usual: usual, isLenient: true)
            return search.lenient().map { search.dialect(encoding, $0) }
        }
    }

    private func encoding() throws(CSVError) -> Dialect.Encoding {
        if let encoding = said.encoding { return encoding }
        switch EncodingGuess(start, isWhole: isWhole) {
        case .certain(let encoding): return encoding
        case .among(let decodings, let offset):
            let before = start[..<offset]
            let line = before.count { $0 == Byte.lineFeed } + 1
            let begin = before.lastIndex(of: Byte.lineFeed).map { $0 + 1 } ?? 0
            throw .dialect(.encoding(line: line, byte: offset - begin + 1, decodings: decodings))
        }
    }
}
