// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Hummingbird
import Logging
import Postgres
import Store

/// One request on its way through a route.
package struct Call: Sendable {
    package let services: Services
    let edge: Edge
    package let request: Request
    package let context: AppContext
    /// When the caller's patience ends, and with it whatever the database still does for it; `nil` where a
    /// file comes first, for which the pool's own limits hold.
    package let deadline: ContinuousClock.Instant?
    /// What the path has at each capture, percent-decoded once.
    private let captures: [String: String]

    init(
        services: Services,
        edge: Edge,
        request: Request,
        context: AppContext,
        captures: [String: String],
        deadline: ContinuousClock.Instant?
    ) {
        self.services = services
        self.edge = edge
        self.request = request
        self.context = context
        self.captures = captures
        self.deadline = deadline
    }

    package var logger: Logger { context.logger }

    /// The value of the path at a capture; a text that is not one of its values is answered with 404.
    subscript<Value>(capture: Capture<Value>) -> Value {
        get throws { try capture.parse(parameter(capture.name)).orNotFound() }
    }

    /// The public id captured as `name`; any other text is answered with 404.
    package func pid(_ name: String, _ kind: PID.Kind) throws -> PID {
        guard let pid = PID(parameter(name), of: kind) else {
            throw ProblemDetails.notFound
        }
        return pid
    }

    /// The event captured as `event`, of one kind of object.
    package func event<E: RawRepresentable<String>>(_ type: E.Type) throws -> E {
        guard let event = E(rawValue: parameter("event")) else { throw ProblemDetails.notFound }
        return event
    }

    /// What the path has at the capture `name`.
    package func parameter(_ name: String) -> String {
        captures[name] ?? ""
    }

    /// The positive number captured as `name`.
    package func number(_ name: String) throws -> Int {
        let text = parameter(name)
        guard let number = Int(text), number > 0, String(number) == text, number <= 1_000_000 else {
            throw ProblemDetails.notFound
        }
        return number
    }

    /// The file name captured as `name`.
    package func fileName(_ name: String) throws -> String {
        let text = parameter(name)
        guard FileName.isValid(text) else { throw ProblemDetails.notFound }
        return text
    }
}
