// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// What authors put before the gates.
struct Draft: Hashable, Sendable {
    /// The passages of the text, as `Passage` counts them.
    var text = 0
    /// Which providers' releases are listed: the first is 1, the second 2.
    var releases = 1
    /// Whether the abstract has the passage to which providers object.
    var isTelling = false
    /// Which of two titles it has.
    var title = 0
    /// Days until it may be public; 0 for at once.
    var embargo = 0
    /// Whether it answers the problem, where its finding can.
    var isAnswer = false

    static func random(_ random: inout SeededRandom) -> Draft {
        Draft(
            text: random.int(0...7),
            releases: random.pick([0, 1, 1, 1, 2, 3, 3]),
            isTelling: random.int(0...3) == 0,
            title: random.int(0...1),
            embargo: random.pick([0, 0, 0, 0, 12, 60]),
            isAnswer: random.int(0...1) == 0
        )
    }

    static let titles = ["Wear of pumps", "How pumps wear by region"]
    static let secret = "The rotor alloy has four percent of scandium."

    var abstract: String { isTelling ? "Pumps wear by region. \(Self.secret)" : "Pumps wear by region." }
}

extension Draft: CustomStringConvertible {
    var description: String {
        var words = Passage.names(text)
        if isTelling { words += ", the alloy in its abstract" }
        if title > 0 { words += ", another title" }
        if embargo > 0 { words += ", not public for \(embargo) days" }
        if isAnswer { words += ", as an answer" }
        return words
            + ["; it lists nothing", "", "; it lists the second release", "; it lists both"][releases]
    }
}
