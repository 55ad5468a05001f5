// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// Writes one route and its contract as an OpenAPI operation.
struct OperationWriter {
    private let route: Route
    private let operation: Operation

    init(_ route: Route) {
        self.route = route
        operation = route.contract
    }

    /// The components that the operation refers to.
    var components: [String: Schema] {
        var schemas = Array(operation.query.values)
        if case .json(let schema, _) = operation.body { schemas.append(schema) }
        for content in [operation.content] + operation.others.values {
            switch content {
            case .json(let schema): schemas.append(schema)
            case .media(let media): schemas += media.map(\.schema)
            case .none, .text, .octets, .file: break
            }
        }
        return schemas.reduce(into: [:]) { all, schema in all.merge(schema.components) { first, _ in first } }
    }

    var json: JSON {
        var members: [String: JSON] = [
            "operationId": .string(operation.id), "summary": .string(route.summary),
            "description": .string(description), "tags": .texts([operation.tag.rawValue]),
            "responses": .object(responses), "security": security,
        ]
        let parameters = parameters
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body { members["requestBody"] = body }
        return .object(members)
    }

    private var description: String {
        guard let scope = route.scope else { return route.summary + ". No token is needed." }
        return route.summary + ". The token has the scope `\(scope.rawValue)`."
    }

    /// A token that is not needed may still show more.
    private var security: JSON {
        route.scope == nil ? [[:], ["bearer": []]] : [["bearer": []]]
    }

    // MARK: What is asked

    private var parameters: [JSON] {
        var all = route.captures.map {
            parameter($0.name, in: "path", $0.schema, isRequired: true)
        }
        for (name, schema) in operation.query.sorted(by: { $0.key < $1.key }) {
            all.append(
                parameter(name, in: "query", schema, isRequired: operation.required.contains(name))
            )
        }
        if route.method == .post, route.scope != nil {
            all.append(
                parameter(
                    "Idempotency-Key",
                    in: "header",
                    .pattern("^[!-~]{1,255}$", example: "7f0c6a52-1d1b-4d0e-9b6f-2f4a3c1e8d55")
                )
            )
        }
        if operation.needsMatch {
            all.append(
                parameter(
                    "If-Match",
                    in: "header",
                    .text(1...1000).example("\"the entity tag\""),
                    isRequired: true
                )
            )
        }
        if operation.others[304] != nil {
            all.append(
                parameter("If-None-Match", in: "header", Schema.string.example("\"the entity tag\""))
            )
        }
        if case .file = operation.content {
            all.append(parameter("Range", in: "header", .text(1...200).example("bytes=0-99")))
        }
        if case .file = operation.body {
            all.append(
                parameter(
                    "Content-Digest",
                    in: "header",
                    .pattern(
                        "^sha-256=:[A-Za-z0-9+/]{43}=:$",
                        example: "sha-256=:" + String(repeating: "A", count: 43) + "=:"
                    ),
                    isRequired: true
                )
            )
        }
        return all
    }

    private func parameter(_ name: String, in place: String, _ schema: Schema, isRequired: Bool = false)
        -> JSON
    {
        [
            "name": .string(name), "in": .string(place), "required": .bool(isRequired),
            "schema": schema.shown,
            "example": schema.sample, "description": .string(ParameterNotes.note(name)),
        ]
    }

    private var body: JSON? {
        switch operation.body {
        case .none: return nil
        case .json(let schema, let example):
            return [
                "required": true, "description": "A closed object.",
                "content": [
                    "application/json": ["schema": schema.shown, "example": example]
                ],
            ]
        case .empty:
            return [
                "required": false, "description": "May be left out.",
                "content": [
                    "application/json": ["schema": Schema.object([:]).shown, "example": [:]]
                ],
            ]
        case .form(let example):
            return [
                "required": true, "description": "The arguments.",
                "content": [
                    "application/x-www-form-urlencoded": [
                        "schema": Schema.document.shown, "example": example,
                    ]
                ],
            ]
        case .file(let types):
            let media: JSON = [
                "schema": Schema.string.with("format", "binary").json, "example": "region,kind",
            ]
            return [
                "required": true, "description": "The file's bytes.",
                "content": .object(Dictionary(uniqueKeysWithValues: types.map { ($0, media) })),
            ]
        }
    }

    // MARK: What is answered

    private var responses: [String: JSON] {
        var all: [String: JSON] = [String(operation.status): answer(operation.content, isMain: true)]
        for (status, content) in operation.others {
            all[String(status)] = answer(content, isMain: false, isTagged: status != 204)
        }
        for status in refusals { all[String(status)] = ["$ref": .string("#/components/responses/\(status)")] }
        return all
    }

    var refusals: Set<Int> {
        var all = Refusals.always.union(operation.refusals)
        if route.scope != nil { all.formUnion([401, 403]) }
        // A token that is sent although none is needed has to be good, and to cover reading.
        if route.scope == nil, route.method == .get { all.formUnion([401, 403]) }
        if !route.captures.isEmpty || route.method == .post { all.insert(404) }
        if !operation.query.isEmpty { all.insert(404) }
        if route.method == .post, route.scope != nil { all.formUnion([409, 422]) }
        switch operation.body {
        case .json, .empty: all.formUnion([413, 415, 422])
        case .file: all.formUnion([411, 413, 415, 422])
        case .form: all.formUnion([413, 415])
        case .none: break
        }
        if operation.needsMatch { all.formUnion([412, 428]) }
        return all
    }

    private func answer(_ content: Operation.Content, isMain: Bool, isTagged: Bool = true) -> JSON {
        var headers: [String: JSON] = ["Request-Id": Refusals.header("Names the request.", .string)]
        if operation.isTagged, isTagged {
            headers["ETag"] = Refusals.header("The entity tag of the representation.", .string)
        }
        if isMain, operation.status == 201 || operation.status == 202 {
            headers["Location"] = Refusals.header("The address of what was made.", .string)
        }
        if operation.query["cursor"] != nil {
            headers["Link"] = Refusals.header("The next page, if there is one.", .string)
        }
        var members: [String: JSON] = [
            "description": .string(isMain ? "It is done." : "As asked for."), "headers": .object(headers),
        ]
        switch content {
        case .none: break
        case .json(let schema):
            members["content"] = [
                "application/json": [
                    "schema": schema.shown, "example": schema.sample,
                ]
            ]
        case .text:
            members["content"] = [
                "text/plain": ["schema": Schema.string.json, "example": "teahouse_draining 0.0"]
            ]
        case .octets:
            members["content"] = [
                "application/octet-stream": [
                    "schema": Schema.string.with("format", "binary").json,
                    "example": "32 bytes for each hash",
                ]
            ]
        case .media(let media):
            members["content"] = .object(
                Dictionary(
                    uniqueKeysWithValues: media.map {
                        ($0.type, ["schema": $0.schema.shown, "example": $0.example])
                    }
                )
            )
        case .file:
            members["content"] = [
                "*/*": ["schema": Schema.string.with("format", "binary").json, "example": "region,kind"]
            ]
        }
        if isMain, !operation.links.isEmpty {
            members["links"] = .object(
                Dictionary(
                    uniqueKeysWithValues: operation.links.map { link in
                        (
                            link.operation,
                            [
                                "operationId": .string(link.operation),
                                "parameters": .object(link.parameters.mapValues(JSON.string)),
                            ]
                        )
                    }
                )
            )
        }
        return .object(members)
    }
}
