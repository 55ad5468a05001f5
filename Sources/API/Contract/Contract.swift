// SPDX-License-Identifier: Apache-2.0

/// What every route promises, by method and path; a test compares its keys with the table of routes.
enum Contract {
    static let operations = datasets

    static let schemas = joined([
        datasetSchemas
    ])

    private static func joined<Part>(_ areas: [[String: Part]]) -> [String: Part] {
        areas.reduce(into: [:]) { all, area in all.merge(area) { first, _ in first } }
    }
}
