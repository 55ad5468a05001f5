// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Files
import HTTPTypes
import NIOPosix
import Store
import Tables

extension Call {
    /// How a table in the file store is written, as far as that was not said, and the names in its header.
    ///
    /// - Throws: `CSVError` for what cannot be read, and where it is not clear how to read it.
    func table(of digest: Digest, said: DialectFinder.Said = DialectFinder.Said()) async throws
        -> TableContents
    {
        let path = services.files.path(of: digest)
        let (dialect, header) = try await NIOThreadPool.singleton.runIfActive {
            let dialect = try TableStart(of: InputFile(following: path)).dialect(said: said)
            return (dialect, try CSVReader(InputFile(following: path), dialect: dialect).header)
        }
        try Self.check(header)
        return TableContents(header: header, dialect: dialect.json)
    }

    /// Refuses headers whose names could not be told apart, or shown.
    private static func check(_ header: [String]) throws {
        func refuse(_ detail: String) -> ProblemDetails {
            ProblemDetails(.unprocessableContent, "not_a_table", detail)
        }
        for (index, name) in header.enumerated() {
            if let fault = TextForm.line.fault(in: name) {
                throw refuse("The name of column \(index + 1): \(fault.detail)")
            }
            guard Limits.columnName.contains(name.unicodeScalars.count) else {
                throw refuse(
                    "The name of column \(index + 1) has more than \(Limits.columnName.upperBound) characters."
                )
            }
        }
        // Strings that are canonically equivalent are equal here, though their bytes differ.
        guard Set(header).count == header.count else {
            throw refuse("Two columns have names that look the same.")
        }
    }
}

extension ProblemDetails {
    /// The file is no table, for that reason.
    static func notATable(_ reason: String) -> Self {
        Self(.unprocessableContent, "not_a_table", "The file is not CSV with a header: \(reason).")
    }
}
