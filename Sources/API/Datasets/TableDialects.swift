// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import Tables
import Workflow

/// `PATCH …/files/{name}`: how a table is written, said by a data officer; what is not said is found.
enum TableDialects {
    static let routes: [Route] = [
        {
            let act = Act<ReleaseTable, DialectFinder.Said>(.setDialect, scope: .datasets, body: body)
            let contract = Operation.change(
                "setDialect",
                .datasets,
                body.described,
                ReleaseTable.schema
            )
            return Route(
                .patch,
                ReleaseRecord.filePath,
                "Say how a table is written",
                scope: .datasets,
                contract: contract
            ) { call in
                try await act.run(call) { table, said in
                    let digest = try table.file.orNotFound().digest
                    return (digest, try await read(digest, said, call))
                } change: { table, read, _, db in
                    try db.read(table.file.orNotFound(), with: read.0, as: read.1, of: table.release)
                } answer: { _, key, caller, db in
                    try ReleaseTable.answer(key, to: caller, db).orNotFound()
                }
            }
        }()
    ]

    private static func read(_ digest: Digest, _ said: DialectFinder.Said, _ call: Call) async throws
        -> TableContents
    {
        do {
            return try await call.table(of: digest, said: said)
        } catch let error as CSVError {
            guard let remedy = error.remedy else { throw ProblemDetails.notATable("\(error)") }
            let member = ObjectReader([:], at: "/dialect").pointer(to: remedy.member)
            throw ProblemDetails.invalid(
                member,
                "unclear",
                "\(error): say \(remedy.values.joined(separator: " or "))."
            )
        }
    }

    /// How cells that hold a delimiter are written; there is one way.
    private enum Quote: String, CaseIterable {
        case double
    }

    private static let encoding = Field("encoding", .one(of: Dialect.Encoding.self))
    private static let delimiter = Field("delimiter", .one(of: Dialect.Delimiter.self))
    private static let quote = Field("quote", .one(of: Quote.self))
    private static let decimal = Field("decimal", .one(of: Dialect.Decimal.self))
    private static let thousands = Field("thousands", .one(of: Dialect.Thousands.self))
    private static let dates = Field("dates", .one(of: Dialect.Dates.self))
    private static let skipLines = Field("skip_lines", .integer(0...1000))
    private static let hasIndexColumn = Field("has_index_column", .bool)

    private static let said = Body(
        encoding.optional,
        delimiter.optional,
        quote.optional,
        decimal.optional,
        thousands.optional,
        dates.optional,
        skipLines.optional,
        hasIndexColumn.optional,
        example: ["delimiter": "semicolon"]
    ) { encoding, delimiter, _, decimal, thousands, dates, skipLines, hasIndexColumn in
        var said = DialectFinder.Said()
        said.encoding = encoding
        said.delimiter = delimiter
        said.decimal = decimal
        said.thousands = thousands
        said.dates = dates
        said.skipLines = skipLines
        said.hasIndexColumn = hasIndexColumn
        return said
    }
    .checked { said, reader in
        guard let mark = said.thousands, mark.rawValue == said.decimal?.rawValue else { return }
        reader.record("thousands", "conflict", "One mark cannot part both thousands and fractions.")
    }
    .named("SaidDialect", "What a person says of how a table is written; what is left out is found.")

    private static let body = Body(
        Field("dialect", said),
        example: ["dialect": ["delimiter": "semicolon", "decimal": "comma"]]
    ) { $0 }

    /// How a table is written, in answers.
    static let schema = Schema.component(
        "Dialect",
        "How a table is written.",
        .object([
            "encoding": encoding.schema, "delimiter": delimiter.schema, "quote": quote.schema,
            "decimal": decimal.schema, "thousands": thousands.schema, "dates": dates.schema,
            "skip_lines": .integer(0...9999), "has_index_column": .bool,
        ])
    )

    /// Why it is not clear how a table is written.
    static let unclear = Schema.component(
        "UnclearDialect",
        "Why it is not clear how a table is written, and parts of a dialect that would settle it.",
        .object(["detail": .string, "remedies": .list(of: said.schema)])
    )
}
