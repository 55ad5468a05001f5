// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// What the contract says of one route, beyond what the route itself does.
struct Operation: Sendable {
    enum Tag: String, CaseIterable, Sendable {
        case people = "People"
        case organisations = "Organisations"
        case datasets = "Datasets"
        case problems = "Problems"
        case findings = "Findings"
        case reviews = "Reviews"
        case clearances = "Clearances"
        case moderation = "Moderation"
        case publications = "Publications"
        case log = "Log"
        case operations = "Operations"
    }

    /// What a request's body is.
    enum Body: Sendable {
        case none
        case json(Schema, example: JSON)
        /// A body that may be left out.
        case empty
        case file([String])
        /// Pairs as a browser's form sends them.
        case form(JSON)
    }

    /// What an answer that is no refusal has.
    enum Content: Sendable {
        case none
        case json(Schema)
        case text
        case octets
        case file
        /// One of several media types.
        case media([Media])
    }

    /// A media type that an answer may have.
    struct Media: Sendable {
        let type: String
        let schema: Schema
        let example: JSON

        init(_ type: String, _ schema: Schema, _ example: JSON) {
            self.type = type
            self.schema = schema
            self.example = example
        }
    }

    /// Where an answer leads: the operation, and its parameters as runtime expressions.
    struct Link: Sendable {
        let operation: String
        let parameters: [String: String]

        init(_ operation: String, _ parameters: [String: String]) {
            self.operation = operation
            self.parameters = parameters
        }
    }

    let id: String
    let tag: Tag
    var query: [String: Schema] = [:]
    /// The parameters of the query that may not be left out.
    var required: Set<String> = []
    var body = Body.none
    var status = 200
    var content = Content.none
    /// Further answers that are no refusals.
    var others: [Int: Content] = [:]
    /// Refusals beyond those that follow from the rest.
    var refusals: Set<Int> = []
    /// The change needs `If-Match`.
    var needsMatch = false
    /// The answer has an entity tag.
    var isTagged = false
    var links: [Link] = []

    /// A route that reads one thing, with an entity tag.
    static func read(_ id: String, _ tag: Tag, _ schema: Schema, refusals: Set<Int> = []) -> Self {
        Self(id: id, tag: tag, content: .json(schema), refusals: refusals).tagged()
    }

    /// A route that reads all of a short list.
    static func all(_ id: String, _ tag: Tag, _ item: Schema) -> Self {
        Self(id: id, tag: tag, content: .json(.items(of: item)))
    }

    /// A route that reads a list page by page.
    static func page(_ id: String, _ tag: Tag, _ item: Schema) -> Self {
        var operation = all(id, tag, item)
        operation.query = [
            Parameter.limit.name: Parameter.limit.schema, "cursor": .text(1...1024),
        ]
        return operation
    }

    /// A route that makes something.
    static func create(
        _ id: String,
        _ tag: Tag,
        _ body: Body,
        _ schema: Schema,
        links: [Link] = []
    ) -> Self {
        var operation = Self(id: id, tag: tag, body: body, status: 201, content: .json(schema))
        operation.links = links
        operation.refusals = [409]
        return operation
    }

    /// A route that changes what the caller has read; without a `schema` there is nothing to show of it
    /// afterwards.
    static func change(_ id: String, _ tag: Tag, _ body: Body, _ schema: Schema?) -> Self {
        var operation = Self(id: id, tag: tag, body: body, status: schema == nil ? 204 : 200)
        operation.content = schema.map(Content.json) ?? .none
        operation.needsMatch = true
        operation.isTagged = schema != nil
        operation.refusals = [409]
        return operation
    }

    static func delete(_ id: String, _ tag: Tag, needsMatch: Bool = false) -> Self {
        var operation = Self(id: id, tag: tag, status: 204)
        operation.needsMatch = needsMatch
        operation.refusals = [409]
        return operation
    }

    /// The same, whose answer has an entity tag and is not sent to a client that has it already.
    func tagged() -> Self {
        var operation = self
        operation.isTagged = true
        operation.others[304] = Content.none
        return operation
    }

    /// The same, which asks for these in its query.
    func asking<Asked>(_ parameters: Parameters<Asked>) -> Self {
        var operation = self
        operation.query.merge(parameters.schemas) { first, _ in first }
        operation.required.formUnion(parameters.required)
        return operation
    }

    /// The same, which changes what the caller has read.
    func matched() -> Self {
        var operation = self
        operation.needsMatch = true
        operation.isTagged = true
        return operation
    }
}
