// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird

/// One operation of the API: the table of these is what the router serves and what
/// the OpenAPI file describes.
package struct Route: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// The methods of HTTP that the router listens to; a GET is also a HEAD.
        var served: [HTTPRequest.Method] {
            switch self {
            case .get: [.get, .head]
            case .post: [.post]
            case .put: [.put]
            case .patch: [.patch]
            case .delete: [.delete]
            }
        }
    }

    package let method: Method
    /// The path with captures in braces, as in `/v1/findings/{pid}`.
    package let path: String
    package let summary: String
    /// The scope that a token needs; `nil` for what needs no token.
    package let scope: Scope?
    package let handler: @Sendable (Call) async throws -> Reply
    /// The path's captures with their schemas, in their order.
    let captures: [(name: String, schema: Schema)]
    /// What it promises.
    var contract: Operation
    /// Whether the body is a file that streams to disk.
    let isUpload: Bool
    /// The kind of the identifier at the path's end, where the guard may answer from
    /// memory; `nil` everywhere else.
    private(set) var memoryKind: PID.Kind?

    init(
        _ method: Method,
        _ path: Path,
        _ summary: String,
        scope: Scope?,
        contract: Operation,
        _ handler: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.init(
            method,
            path,
            summary,
            scope: scope,
            contract: contract,
            streaming: { .answer(try await handler($0)) }
        )
    }

    init(
        _ method: Method,
        _ path: Path,
        _ summary: String,
        scope: Scope?,
        contract: Operation,
        streaming handler: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.method = method
        self.path = path.text
        self.summary = summary
        self.scope = scope
        self.handler = handler
        self.contract = contract
        captures = path.captures
        if case .file = contract.body { isUpload = true } else { isUpload = false }
    }

    /// The same route, where the guard may answer for identifiers of this kind from memory.
    func answeredFromMemory(by kind: PID.Kind) -> Self {
        var copy = self
        copy.memoryKind = kind
        return copy
    }
}
