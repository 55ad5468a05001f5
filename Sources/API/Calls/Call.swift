// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging

/// One request on its way through a route.
package struct Call: Sendable {
    package let services: Services
    let edge: Edge
    /// The request's place among those under way; `nil` once the guard has answered by itself.
    let ticket: Ticket?
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
        ticket: Ticket?,
        request: Request,
        context: AppContext,
        captures: [String: String],
        deadline: ContinuousClock.Instant?
    ) {
        self.services = services
        self.edge = edge
        self.ticket = ticket
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

    /// What the path has at the capture `name`.
    package func parameter(_ name: String) -> String {
        captures[name] ?? ""
    }
}
