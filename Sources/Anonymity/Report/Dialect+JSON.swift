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
}
