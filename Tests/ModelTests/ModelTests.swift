// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WorkflowModel

/// Every state that a finding can reach, and what must hold in each.
@Suite(.serialized) struct ModelTests {
    /// `make test-model` says "whole" and explores the larger forms; `make test-clauses` says "clauses".
    private static let asked = ProcessInfo.processInfo.environment["TEAHOUSE_MODEL"]
    private static var isWhole: Bool { asked == "whole" }

    @Test(arguments: Exploration.all.filter { isWhole || !$0.isWholeOnly })
    func `no state that can be reached breaks an invariant`(_ slice: Exploration) {
        let begin = ContinuousClock.now
        let report = slice.run(.all, isWhole: Self.isWhole)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(
            "model, \(slice.name): \(report.states) states, \(report.steps) steps, \(String(format: "%.1f", seconds)) s"
        )
        #expect(report.counterexample == nil, "\(report.counterexample?.words ?? "")")
        #expect(report.states > 100)
    }

    /// A clause, the slice in which it is needed, and what does not hold without it.
    struct Need: CustomTestStringConvertible, Sendable {
        let clause: Clause
        let slice: Exploration
        let invariant: Invariant
        var testDescription: String { "\(clause) in \(slice.name)" }

        init(_ clause: Clause, _ slice: Exploration, _ invariant: Invariant) {
            self.clause = clause
            self.slice = slice
            self.invariant = invariant
        }
    }

    static let needs = [
        Need(.win, .clock, .wholeTime), Need(.open, .clock, .noSilentFall),
        Need(.last, .clock, .noSilentFall),
        Need(.carry, .clock, .noSilentFall), Need(.settle, .clock, .goesOn),
        Need(.resume, .clock, .wholeTime),
        Need(.promise, .clock, .wholeTime), Need(.kept, .clock, .wholeTime),
        Need(.wrote, .people, .goesOn), Need(.rev, .people, .goesOn), Need(.rows, .people, .neutral),
        Need(.judge, .people, .goesOn), Need(.requests, .people, .noVeto),
        Need(.whole, .people, .noSilentFall),
        Need(.own, .scope, .wholeTime), Need(.downloads, .scope, .screened), Need(.eyes, .scope, .twoPeople),
        Need(.unused, .scope, .noSilentFall), Need(.relisted, .scope, .wholeTime),
        Need(.compared, .scope, .screened),
        Need(.suspended, .suspension, .wholeTime),
        Need(.near, .otherFindings, .goesOn), Need(.cross, .otherFindings, .noDelay),
        Need(.at, .otherFindings, .noUpheldPassage), Need(.eyes, .otherFindings, .twoPeople),
        Need(.exceptTwice, .otherFindings, .twoPeople),
        Need(.new, .twoProviders, .noDelay), Need(.once, .twoProviders, .noDelay),
        Need(.fail, .askings, .goesOn), Need(.quota, .askings, .noCircle), Need(.asked, .askings, .goesOn),
        Need(.take, .takedown, .noVeto), Need(.whole, .bench, .noSilentFall),
        Need(.judge, .bench, .noSilentFall), Need(.fixed, .certificate, .screened),
        Need(.held, .certificate, .screened), Need(.told, .certificate, .goesOn),
    ]

    @Test(.enabled(if: asked != nil, "make test-clauses"), arguments: needs)
    func `without a clause its attack is back`(_ need: Need) throws {
        let report = need.slice.run(.all(but: need.clause), isWhole: true)
        let found = try #require(report.counterexample, "nothing breaks without \(need.clause)")
        #expect(found.invariant == need.invariant)
        print("model, \(need.slice.name) without \(need.clause): \(report.states) states, \(found.words)")
    }

    @Test func `every clause is left out once`() {
        #expect(Set(Self.needs.map(\.clause)) == Set(Clause.allCases))
    }
}

extension Exploration: CustomTestStringConvertible {
    public var testDescription: String { name }
}

extension Counterexample {
    /// The invariant, and the way to where it does not hold.
    fileprivate var words: String { "\(invariant.name) breaks: \(trace.joined(separator: "; "))" }
}
