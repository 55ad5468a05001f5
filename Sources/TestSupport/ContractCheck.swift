// SPDX-License-Identifier: Apache-2.0
import API
import JSON

/// Compares live answers with the OpenAPI document: whether the status is documented, the type is right, the
/// body is what the schema says, and the headers that go with it are there.
package struct ContractCheck: Sendable {
    package static let shared = ContractCheck(OpenAPI.document)

    private let document: JSON
    private let schemas: SchemaCheck
    private let paths: [(segments: [Substring], path: String)]

    package init(_ document: JSON) {
        self.document = document
        schemas = SchemaCheck(document)
        paths = (document["paths"]?.object ?? [:]).keys
            // Literals go before captures.
            .sorted { $0.count { $0 == "{" } < $1.count { $0 == "{" } }
            .map { ($0.split(separator: "/"), $0) }
    }

    /// What is wrong with an answer; empty when it keeps the contract.
    package func faults(_ method: String, _ target: String, _ response: TestResponse) -> [String] {
        guard let operation = operation(method, target) else {
            // Whatever is no operation is refused.
            guard (400...499).contains(response.status) else {
                return ["\(response.status) for what is not in the contract"]
            }
            return details(response, method)
        }
        guard var answer = operation["responses"]?["\(response.status)"] else {
            return ["\(response.status) is not documented"]
        }
        if let reference = answer["$ref"]?.string { answer = schemas.resolve(reference) ?? .null }
        var faults: [String] = []
        for header in ["ETag", "Location", "Allow", "WWW-Authenticate", "Retry-After", "Request-Id"]
        where answer["headers"]?[header] != nil && response[header.lowercased()] == nil {
            // A list that nobody changes as one has no tag of its own.
            faults.append("no \(header)")
        }
        guard response.status < 400 else { return faults + details(response, method) }
        return faults + body(answer["content"]?.object ?? [:], response, method)
    }

    /// Whether a request may not be sent without `If-Match`.
    package func needsMatch(_ method: String, _ target: String) -> Bool {
        operation(method, target)?["responses"]?["428"] != nil
    }

    private func operation(_ method: String, _ target: String) -> JSON? {
        let path = target.prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let found = paths.first { known in
            known.segments.count == segments.count
                && zip(known.segments, segments).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
        }
        return found.flatMap { document["paths"]?[$0.path]?[method == "HEAD" ? "get" : method.lowercased()] }
    }

    private func details(_ response: TestResponse, _ method: String) -> [String] {
        guard response["content-type"] == "application/problem+json" else {
            return ["a refusal that is no problem details"]
        }
        guard method != "HEAD" else { return [] }
        return schemas.faults(response.json, ["$ref": "#/components/schemas/Problem-Details"], "")
    }

    private func body(_ content: [String: JSON], _ response: TestResponse, _ method: String) -> [String] {
        guard !content.isEmpty else {
            return response.body.isEmpty ? [] : ["a body where none is documented"]
        }
        guard method != "HEAD" else { return [] }
        let type = String(response["content-type"]?.prefix { $0 != ";" } ?? "")
        guard let media = content[type] ?? content["*/*"] else {
            return ["the type \(type) is not documented"]
        }
        guard type == "application/json", let schema = media["schema"] else { return [] }
        return schemas.faults(response.json, schema, "")
    }
}

/// An answer broke the contract.
package struct ContractBroken: Error, CustomStringConvertible {
    package let description: String
}
