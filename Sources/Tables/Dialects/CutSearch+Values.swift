// SPDX-License-Identifier: Apache-2.0

extension CutSearch {
    /// Records that are looked at for how numbers and dates are written.
    private static let sampled = 1000

    /// The dialect of a cut: what was said, and else what the cells show.
    func dialect(_ encoding: Dialect.Encoding, _ cut: Cut) -> Dialect {
        let names = sample(cut, 1).first ?? []
        let values = ValueGuess(sample(cut, Self.sampled).dropFirst())
        return Dialect(
            encoding: encoding,
            delimiter: cut.delimiter,
            decimal: said.decimal ?? values.decimal,
            thousands: said.thousands ?? values.thousands,
            dates: said.dates ?? values.dates,
            skipLines: cut.skipped,
            // Strict readers refuse the unnamed column unless a person said what it is.
            hasIndexColumn: said.hasIndexColumn
                ?? (isLenient && cut.width > 1 && names.first?.isEmpty == true)
        )
    }

    /// Whether all that stands where names should is numbers.
    func namesAreNumbers(_ cut: Cut) -> Bool {
        guard let names = sample(cut, 1).first else { return false }
        return names.allSatisfy { ValueGuess.isNumber($0) }
    }

    /// The first records of a cut, cell by cell.
    private func sample(_ cut: Cut, _ most: Int) -> [[[UInt8]]] {
        text.withUnsafeBufferPointer { text in
            EvenCut.records(of: text, by: cut.delimiter, from: cut.offset, most: most).map { cells in
                cells.map { Array(text.part($0).trimmed) }
            }
        }
    }
}
