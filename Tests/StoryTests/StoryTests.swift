// SPDX-License-Identifier: Apache-2.0
import Testing

/// The whole of the platform by real HTTP and the real command line, on the data that the project ships.
@Suite struct StoryTests {
    @Test func `know-how stays with its owner until it is openable, and what is openable is published`()
        async throws
    {
        try await Story.play { story in
            let (dataset, release) = try await story.releaseData()
            let problem = try await story.poseProblem(about: dataset)
            try await story.getAccess(to: release)
            story.tell("The researcher submits a finding that says too much")
            let finding = try await story.submitFinding(
                "First",
                problem: problem,
                dataset: dataset,
                text: """
                    # Makers and age

                    Aircraft built before 1990 were bought at a negotiated price of 41 million each and are nearly gone.
                    Those of two makers stay a third longer than the others.
                    The estimate is a Kaplan and Meier curve for each maker over age bands of five years.

                    """
            )
            try await story.flagAndRedact(finding)
            try await story.moderateFinding(finding, version: 2)
            let publication = try await story.checkCertificate(of: finding, version: 2)
            let second = try await story.submitFinding(
                "Second",
                problem: problem,
                dataset: dataset,
                text: "# A check\n\nThe order of the makers is the same when the youngest band is left out.\n"
            )
            let third = try await story.submitFinding(
                "Third",
                problem: problem,
                dataset: dataset,
                text:
                    "# How long\n\nHalf of them stay for more than twenty years.\nThe rest is in the tables of others.\n"
            )
            try await story.contestFlag(third, passage: "more than twenty years")
            let fourth = try await story.submitFinding(
                "Fourth",
                problem: problem,
                dataset: dataset,
                text: "# A method\n\nA new way to pair engines with frames, by their age bands.\n"
            )
            try await story.extend(fourth)
            try await story.letClockDecide(second)
            try await story.outlastExtension(fourth)
            try await story.exportAndWithdraw(publication)
            try await story.harvestAndArchive()
            let fifth = try await story.submitFinding(
                "Fifth",
                problem: problem,
                dataset: dataset,
                text:
                    "# A price\n\nThe oldest of them were sold at twelve million each in one sale.\nNone was kept.\n"
            )
            try await story.goRound(fifth, passage: "sold at twelve million each in one sale")
        }
    }
}
