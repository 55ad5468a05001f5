// SPDX-License-Identifier: Apache-2.0
import JSON

extension Schema {
    /// An example of what the schema describes, put together from those of its parts.
    var sample: JSON { sample(of: json) }

    /// The schema with an example for it and for each of its parts.
    var shown: JSON { shown(json) }

    private func sample(of schema: JSON) -> JSON {
        if let example = schema["example"] { return example }
        if let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
            return components[name]?.sample ?? .null
        }
        if let first = schema["oneOf"]?.array?.first { return sample(of: first) }
        if let item = schema["items"] {
            return schema["minItems"] == nil && schema["maxItems"] == 0 ? [] : [sample(of: item)]
        }
        if let properties = schema["properties"]?.object { return .object(properties.mapValues(sample)) }
        return [:]
    }

    private func shown(_ schema: JSON) -> JSON {
        guard schema["$ref"] == nil, var members = schema.object else { return schema }
        members["example"] = sample(of: schema)
        if let item = schema["items"] { members["items"] = shown(item) }
        if let properties = schema["properties"]?.object {
            members["properties"] = .object(properties.mapValues { shown($0) })
        }
        return .object(members)
    }
}
