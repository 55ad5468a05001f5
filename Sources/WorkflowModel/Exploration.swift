// SPDX-License-Identifier: Apache-2.0

/// A slice with a name, ready to be explored with any clauses.
package struct Exploration: Sendable {
    /// What of the workflow it explores.
    package let name: String
    /// Whether it has no smaller form for the ordinary tests.
    package let isWholeOnly: Bool
    private let explore: @Sendable (Clauses, Bool) -> Report

    /// Explores every state that can be reached under the clauses; `isWhole` takes the larger form of a slice
    /// that has two.
    package func run(_ clauses: Clauses, isWhole: Bool) -> Report { explore(clauses, isWhole) }

    private init<S: Slice>(
        _ name: String,
        isWholeOnly: Bool = false,
        _ slice: @escaping @Sendable (Clauses, Bool) -> S
    ) {
        self.name = name
        self.isWholeOnly = isWholeOnly
        explore = { clauses, isWhole in
            var explorer = Explorer(slice(clauses, isWhole))
            return explorer.run()
        }
    }

    /// All slices.
    package static let all = [
        clock, twoObjections, people, scope, suspension, otherFindings, twoProviders, askings, takedown,
        bench, certificate,
    ]

    /// One provider's clock over any number of versions.
    package static let clock = Exploration("clock") { ClockSlice($0, .init(hasExtension: $1)) }
    /// The same with two objections, without rejection and extension.
    package static let twoObjections = Exploration("clock, two objections", isWholeOnly: true) { clauses, _ in
        ClockSlice(clauses, .init(objections: 2, hasRejection: false))
    }
    /// Who may judge.
    package static let people = Exploration("people") { PeopleSlice(clauses: $0, isWhole: $1) }
    /// What a version is judged against.
    package static let scope = Exploration("scope") { clauses, _ in ScopeSlice(clauses: clauses) }
    /// Suspended providers and releases.
    package static let suspension = Exploration("suspension") { clauses, _ in
        SuspensionSlice(clauses: clauses)
    }
    /// What is upheld in one finding, in another.
    package static let otherFindings = Exploration("other findings") { clauses, _ in
        OthersSlice(clauses: clauses)
    }
    /// Two providers in turn.
    package static let twoProviders = Exploration("two providers") { clauses, _ in ProvidersSlice(clauses) }
    /// How much a finding asks of others, and how fast.
    package static let askings = Exploration("askings") { clauses, _ in AskingsSlice(clauses: clauses) }
    /// What is public, and who would have it away.
    package static let takedown = Exploration("takedown") { clauses, _ in TakedownSlice(clauses: clauses) }
    /// Judges who go and come back while an objection is before them.
    package static let bench = Exploration("bench") { clauses, _ in BenchSlice(clauses: clauses) }
    /// What becomes of the certificate once all gates are open.
    package static let certificate = Exploration("certificate") { clauses, _ in
        CertificateSlice(clauses: clauses)
    }
}
