// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Files
import HTTPTypes
import NIOPosix
import Store
import Tables

/// A table that is not written as releases are.
private struct UnusualTable: Error {
    let dialect: Dialect
}

extension Call {
    private static let columnLimit = 2000

    /// The names in the header of a table that is in the file store; refuses a file that is no table.
    func tableHeader(of digest: Digest) async throws -> [String] {
        let path = services.files.path(of: digest)
        let header: [String]
        do {
            header = try await NIOThreadPool.singleton.runIfActive {
                let dialect = try TableStart(of: InputFile(following: path)).dialect()
                guard dialect.isUsual else { throw UnusualTable(dialect: dialect) }
                return try CSVReader(InputFile(following: path), dialect: dialect).header
            }
        } catch let unusual as UnusualTable {
            throw ProblemDetails(
                .unprocessableContent,
                "not_a_table",
                "The file reads as a table \(unusual.dialect). \(Dialect.usualAsked)"
            )
        } catch let error as CSVError {
            throw ProblemDetails(
                .unprocessableContent,
                "not_a_table",
                "The file is not CSV with a header: \(error)."
            )
        }
        try Self.check(header)
        return header
    }

    /// Refuses headers whose names could not be told apart, or shown.
    private static func check(_ header: [String]) throws {
        func refuse(_ detail: String) -> ProblemDetails {
            ProblemDetails(.unprocessableContent, "not_a_table", detail)
        }
        guard header.count <= columnLimit else {
            throw refuse("A table has at most \(columnLimit) columns.")
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
