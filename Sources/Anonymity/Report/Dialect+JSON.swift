// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables

extension Dialect {
    /// The dialect as JSON, every member of it.
    package var json: JSON {
        [
            "encoding": .string(encoding.rawValue),
            "delimiter": .string(delimiter.rawValue),
            "quote": "double",
            "decimal": .string(decimal.rawValue),
            "thousands": .string(thousands.rawValue),
            "dates": .string(dates.rawValue),
            "skip_lines": .integer(Int64(skipLines)),
            "has_index_column": .bool(hasIndexColumn),
        ]
    }

    /// The dialect that `json` says with every member; `nil` for anything else.
    package init?(_ json: JSON) {
        func known<Value: RawRepresentable<String>>(_ name: String) -> Value? {
            json[name]?.string.flatMap { Value(rawValue: $0) }
        }
        guard let encoding: Encoding = known("encoding"), let delimiter: Delimiter = known("delimiter"),
            json["quote"]?.string == "double", let decimal: Decimal = known("decimal"),
            let thousands: Thousands = known("thousands"), let dates: Dates = known("dates"),
            let skipLines = json["skip_lines"]?.integer.flatMap({ Int(exactly: $0) }), skipLines >= 0,
            let hasIndexColumn = json["has_index_column"]?.bool
        else { return nil }
        self.init(
            encoding: encoding,
            delimiter: delimiter,
            decimal: decimal,
            thousands: thousands,
            dates: dates,
            skipLines: skipLines,
            hasIndexColumn: hasIndexColumn
        )
    }
}
