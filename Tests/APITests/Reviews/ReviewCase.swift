// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport

/// A submitted finding that answers a problem, and a person who was asked to review it.
struct ReviewFixture: Sendable {
    let finding: FindingFixture
    let reviewer: String
    let reviewerPID: String
    /// The review's path.
    let path: String

    static let advice: JSON = [
        "recommendation": "minor_changes", "text": "Say how many pumps there were.",
        "scores": ["soundness": 4, "significance": 3, "clarity": 5, "reproducibility": 2],
    ]
}

extension TestApp {
    func reviewedFinding(
        blind: Bool,
        reviewerName: String = "Rita Reviewer",
        contributor: String = "Ada Author"
    ) async throws -> ReviewFixture {
        let problem = try await openProblem(blind: blind)
        let fixture = try await submittedFinding(
            [
                "problem": .string(problem.pid), "funding": "The Harbour Fund.", "conflicts": "Ada knows Bo.",
            ],
            by: contributor
        )
        let institute = try await organisation(.institute, "Institute \(fixture.finding.suffix(6))")
        let (person, token) = try await person(reviewerName, in: institute, as: [.reviewer])
        let asked = try await ask(person.pid.description, about: fixture).expecting(201)
        return ReviewFixture(
            finding: fixture,
            reviewer: token,
            reviewerPID: person.pid.description,
            path: asked["location"] ?? ""
        )
    }

    /// Asks a person for a review of the first version.
    func ask(_ reviewer: String, about fixture: FindingFixture) async throws -> TestResponse {
        try await client.post(
            fixture.version + "/reviews",
            token: fixture.data.moderator,
            ["reviewer": .string(reviewer)]
        )
    }
}
