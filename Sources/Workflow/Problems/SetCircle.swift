// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Says which organisations know of a restricted problem; what was said before is gone.
    ///
    /// - Throws: `ActRefused` for a public problem, or for an organisation that is closed or not there.
    package func set(circle: [PID], of problem: ProblemRecord) throws {
        try replace(circle: circle, of: problem.id, problem.visibility)
        try record(.circleSet, problem.pid.description)
    }

    func replace(circle: [PID], of problem: ID<Problem>, _ visibility: Problem.Visibility) throws {
        guard visibility == .restricted || circle.isEmpty else {
            throw ActRefused.invalid(
                "/circle",
                "not_restricted",
                "Only a restricted problem has a circle."
            )
        }
        guard try ProblemStore(self).replace(circle: circle, of: problem) else {
            throw ActRefused.invalid("/circle", "unknown_value", "There is no such organisation.")
        }
    }
}
