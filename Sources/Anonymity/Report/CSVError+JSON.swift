// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables

extension CSVError {
    /// What may be said of the table so that it can be read: parts of a dialect; none where nothing helps.
    package var remedies: [JSON] {
        guard let remedy else { return [] }
        return remedy.values.map { text in
            let value: JSON =
                switch remedy.member {
                case "skip_lines": Int64(text).map(JSON.integer) ?? .string(text)
                case "has_index_column": .bool(text == "true")
                default: .string(text)
                }
            return .object([remedy.member: value])
        }
    }

    /// What is wrong with a release's file, and the request that may be the way out.
    package func asking(of file: String) -> String {
        guard !remedies.isEmpty else { return "\(self)" }
        let bodies = remedies.map { String(decoding: (["dialect": $0] as JSON).canonical, as: UTF8.self) }
        return "\(self): say how it is written, PATCH …/files/\(file) \(bodies.joined(separator: " or "))"
    }

    /// Why it is not clear how a release's file is written, as it is kept with it; `nil` where nobody's word
    /// would help.
    package func unclear(in file: String) -> JSON? {
        remedies.isEmpty ? nil : ["detail": .string(asking(of: file)), "remedies": .array(remedies)]
    }
}
