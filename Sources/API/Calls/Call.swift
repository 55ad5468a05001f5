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
    package let request: Request
    package let context: AppContext

    package init(services: Services, request: Request, context: AppContext) {
        self.services = services
        self.request = request
        self.context = context
    }

    package var logger: Logger { context.logger }

    /// The public id captured as `name`; anything that is not one of this kind names nothing.
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

    /// What the path has at the capture `name`, as it was sent.
    package func parameter(_ name: String) -> String {
        context.parameters.get(name) ?? ""
    }

    /// The positive number captured as `name`.
    package func number(_ name: String) throws -> Int {
        guard let text = context.parameters.get(name), let number = Int(text), number > 0,
            String(number) == text,
            number <= 1_000_000
        else { throw ProblemDetails.notFound }
        return number
    }

    /// The file name captured as `name`, percent-decoded once.
    package func fileName(_ name: String) throws -> String {
        guard let decoded = Percent.decode(parameter(name)),
            FileName.isValid(decoded)
        else {
            throw ProblemDetails.notFound
        }
        return decoded
    }
}
