// SPDX-License-Identifier: Apache-2.0
import Domain

/// What a version is judged against: a release that is downloaded, listed, left out, taken out by a judge and
/// listed anew, with the provider's clearance and objection, and rows that the screening knows.
///
/// Scope and removals stand in SQL (`write_scope`, `earlier_releases`, `check_removal`); here they are said
/// once more.
struct ScopeSlice: Slice {
    typealias State = ScopeState
    static let ticks = Ticks(days: 10)
    static let agreed = 30

    let clauses: Clauses

    /// A finding of which somebody downloaded, or nobody did; of the provider's own people, or of others.
    var starts: [ScopeState] {
        [(false, false), (true, false), (true, true)].map { hasDownloaded, isOwn in
            var state = ScopeState()
            state.hasDownloaded = hasDownloaded
            state.isOwn = isOwn
            return state
        }
    }

    func isStuck(_ state: ScopeState) -> Bool {
        guard state.version == .submitted, state.acceptedBy != 0, state.screening != .pending else {
            return false
        }
        var state = state
        for _ in 0..<20 {
            if state.version != .submitted { return false }
            state = passTick(state)
        }
        return true
    }

    func steps(from state: ScopeState, into steps: inout Steps<ScopeState>) {
        guard state.version != .published else { return }
        authors(state, &steps)
        provider(state, &steps)
        if state.version == .submitted { judges(state, &steps) }
        if state.version == .submitted, state.screening == .pending {
            steps.act(Label("the machine screens"), screened(state))
        } else {
            steps.tick(passTick(state), days: Self.ticks.days)
        }
    }

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        if state.hasDownloaded, !state.hasLeft {
            var next = state
            next.hasLeft = true
            steps.act(Label("whoever downloaded leaves the authors"), next)
        }
        if state.version == .submitted {
            var next = state
            next.version = .retracted
            leave(&next)
            steps.act(Label("an author retracts"), next)
        }
        for isListed in [false, true] where !isListed || state.hasDownloaded {
            for hasRows in [false, true] where !hasRows || state.hasDownloaded {
                let act: StaticString =
                    isListed ? "authors submit, and list it," : "authors submit, without listing it,"
                let rows: StaticString = hasRows ? "with rows of it" : "with text alone"
                steps.act(Label(act, rows), submitted(isListed, hasRows, state), asks: true)
            }
        }
    }

    private func provider(_ state: State, _ steps: inout Steps<State>) {
        guard state.isAsked, state.row.isWaiting, state.version == .submitted else { return }
        if state.row.next(.noObjection) != nil {
            var next = state
            pass(&next, .noObjection)
            steps.act(Label("the provider has no objection"), next)
        }
        if !state.isRaised, let row = state.row.next(.raise) {
            var next = state
            next.row = row
            next.isRaised = true
            next.flag = .contested
            next.flagDue = Self.ticks.over(Deadlines.flagDecision)
            steps.act(Label("the provider objects, and the authors contest it"), next)
        }
    }

    private func judges(_ state: State, _ steps: inout Steps<State>) {
        if state.isRaised, state.flag == .contested {
            for event in [Flag.State.Event.uphold, .dismiss] {
                guard let flag = state.flag.next(event) else { continue }
                var next = state
                next.flag = flag
                settle(&next)
                steps.act(Label(event == .uphold ? "two judges uphold it" : "two judges dismiss it"), next)
            }
        }
        for judge in 1...2 {
            let opened = state.exceptedBy == judge || state.removedBy == judge
            if state.acceptedBy == 0, !clauses.has(.eyes) || !opened {
                var next = state
                next.acceptedBy = judge
                goOn(&next)
                steps.act(Label("it is accepted by moderator", "", judge), next)
            }
            guard !clauses.has(.eyes) || state.acceptedBy != judge else { continue }
            if let screening = state.screening.next(.exception) {
                var next = state
                next.screening = screening
                next.exceptedBy = judge
                goOn(&next)
                steps.act(Label("an exception is made by moderator", "", judge), next)
            }
            if let next = removed(by: judge, state) {
                steps.act(Label("the release is taken out by moderator", "", judge), next)
            }
        }
    }
}
