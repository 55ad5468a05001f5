// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

/// The problem that the demonstration's enterprise poses.
enum DemoProblem {
    /// Opens the problem unless the enterprise has posed one.
    static func ensure(_ db: Connection) throws {
        guard let enterprise = try OrganisationStore(db).organisation(named: DemoActor.enterprise),
            let poser = try PersonStore(db).members(of: enterprise.id).first,
            let person = try PersonStore(db).person(poser.person)
        else { return }
        let now = try PlatformClock(db).now()
        let problems = ProblemStore(db)
        guard try problems.problems(state: nil, organisation: enterprise.pid, after: nil, limit: 1).isEmpty
        else { return }
        let pid = try PID.random(.problem)
        let draft = ProblemDraft(
            text: ProblemText(
                title: "Which makers' aircraft stay longest in a fleet?",
                statement:
                    "Given an asset register in age bands, estimate how long aircraft of each maker stay in service, "
                    + "and say how sure the estimate is.",
                keywords: ["fleet", "survival analysis"]
            ),
            visibility: .public,
            hasBlindReview: false,
            deadline: now.advanced(byDays: 180),
            circle: [],
            datasets: []
        )
        // Nobody poses a problem in another's name.
        try db.act(as: person.id)
        try db.open(draft, as: pid, of: enterprise.id, by: person.id)
    }
}
