// SPDX-License-Identifier: Apache-2.0
import JSON

/// An example of what a schema describes, put together from those of its parts.
enum Sample {
    static func of(_ schema: JSON) -> JSON {
        if let example = schema["example"] { return example }
        if let name = schema["$ref"]?.string?.split(separator: "/").last {
            return Contract.schemas[String(name)].map { of($0.json) } ?? .null
        }
        if let first = schema["oneOf"]?.array?.first { return of(first) }
        if let item = schema["items"] {
            return schema["minItems"] == nil && schema["maxItems"] == 0 ? [] : [of(item)]
        }
        if let properties = schema["properties"]?.object { return .object(properties.mapValues(of)) }
        return [:]
    }

    /// The schema with an example for it and for each of its parts.
    static func shown(in schema: JSON) -> JSON {
        guard schema["$ref"] == nil, var members = schema.object else { return schema }
        members["example"] = of(schema)
        if let item = schema["items"] { members["items"] = shown(in: item) }
        if let properties = schema["properties"]?.object {
            members["properties"] = .object(properties.mapValues { shown(in: $0) })
        }
        return .object(members)
    }
}
