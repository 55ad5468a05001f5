// SPDX-License-Identifier: Apache-2.0

/// What every route promises, by method and path; a test compares its keys with the table of routes.
enum Contract {
    static let operations: [String: Operation] =
        people.merging(datasets, uniquingKeysWith: { first, _ in first })
        .merging(problems, uniquingKeysWith: { first, _ in first })
        .merging(findings, uniquingKeysWith: { first, _ in first })
        .merging(review, uniquingKeysWith: { first, _ in first })
        .merging(open, uniquingKeysWith: { first, _ in first })

    static let schemas: [String: Schema] =
        peopleSchemas.merging(datasetSchemas, uniquingKeysWith: { first, _ in first })
        .merging(problemSchemas, uniquingKeysWith: { first, _ in first })
        .merging(findingSchemas, uniquingKeysWith: { first, _ in first })
        .merging(reviewSchemas, uniquingKeysWith: { first, _ in first })
        .merging(openSchemas, uniquingKeysWith: { first, _ in first })
}
