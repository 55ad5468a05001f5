// SPDX-License-Identifier: Apache-2.0
import Domain

/// Two providers in turn: what one has let go, or taken away, must not give the other new time without end.
///
/// Every version is accepted and passes its screening, so that only the providers hold it; an objection is
/// contested at once and decided within a tick of fifteen days.
struct ProvidersSlice: Slice {
    typealias State = ProvidersState
    static let ticks = Ticks(days: 15)
    static let agreed = 15
    /// For how long providers hold a finding at most after its authors brought something new: the cap, and
    /// one more least review.
    static let limit = ticks.over(Deadlines.clearanceCap + Deadlines.clearanceLeast)

    let clauses: Clauses
    let looksForCircles = true
    private let clocks: [ModelClock]

    init(_ clauses: Clauses) {
        self.clauses = clauses
        clocks = (0..<128).map { place in
            ModelClock(
                Self.ticks,
                agreed: Self.agreed,
                first: place >> 4,
                used: place & 1,
                left: place >> 1 & 3,
                hasPassed: place >> 3 & 1 == 1
            )
        }
    }

    var starts: [State] { [State()] }
    func isStuck(_ state: State) -> Bool { false }

    func steps(from state: State, into steps: inout Steps<State>) {
        guard state.version != .published else { return }
        for words in 1...3 {
            steps.act(Label("authors submit a version", Self.contents[words]), submitted(words, state))
        }
        for provider in 0..<2 { acts(of: provider, state, &steps) }
        steps.tick(passTick(state), days: Self.ticks.days)
    }

    private static let contents: [StaticString] = ["", "with A", "with B", "with A and B"]
    private static let objections: [[StaticString]] = [
        ["P objects to A", "P objects to B"], ["Q objects to A", "Q objects to B"],
    ]
    private static let givenUp: [[StaticString]] = [
        ["P gives up A", "P gives up B"], ["Q gives up A", "Q gives up B"],
    ]

    private func acts(of provider: Int, _ state: State, _ steps: inout Steps<State>) {
        let row = state[provider]
        for passage in 0..<2 {
            if row[passage].waits {
                var given = state
                given[provider][passage].move(.retract)
                settle(provider, &given)
                steps.act(Label(Self.givenUp[provider][passage]), given)
                if row[passage].state == .contested {
                    for event in [Flag.State.Event.uphold, .dismiss] {
                        var next = state
                        next[provider][passage].move(event)
                        settle(provider, &next)
                        steps.act(Label(event == .uphold ? "judges uphold" : "judges dismiss"), next)
                    }
                }
            } else if state.version == .submitted, let next = raised(passage, provider, state) {
                steps.act(Label(Self.objections[provider][passage]), next, asks: true)
            }
        }
        if state.version == .submitted, row.isAsked, row.state.next(.noObjection) != nil {
            var next = state
            pass(provider, .noObjection, &next)
            steps.act(Label(provider == 0 ? "P has no objection" : "Q has no objection"), next)
        }
    }

    private func raised(_ passage: Int, _ provider: Int, _ state: State) -> State? {
        let row = state[provider]
        let bit = 1 << passage
        guard row.isAsked, let flagged = row.state.next(.raise), state.words & bit != 0,
            row.cap >= Self.ticks.over(Deadlines.flagsBeforeCap),
            row.known & bit == 0 || !clauses.has(.new),
            !row[passage].isRaised || !clauses.has(.once)
        else { return nil }
        var next = state
        next[provider].state = flagged
        // Its time for the passage is over.
        if row.known & bit != 0 { next.broken = .noDelay }
        next[provider][passage] = ModelPassage(isRaised: true, state: .contested, due: 1, votes: 0)
        return next
    }

    private func submitted(_ words: Int, _ state: State) -> State {
        var next = state
        next.version = .submitted
        next.words = words
        if words & ~state.seen != 0 { next.held = 0 }
        next.seen |= words
        for provider in 0..<2 { open(provider, &next, words != state.words) }
        goOn(&next)
        return next
    }

    private func open(_ provider: Int, _ state: inout State, _ isChanged: Bool) {
        var row = state[provider]
        let left = row.isAsked ? row.due : 0
        let hasPassed = row.state == .passed && row.isAsked
        row.used = min(1, row.used + row.age)
        row.age = 0
        let clock = clocks[row.first << 4 | (hasPassed ? 8 : 0) | left << 1 | (hasPassed ? 1 : row.used)]
        // What is gone is resolved.
        for passage in 0..<2 where state.words & (1 << passage) == 0 && row[passage].isRaised {
            if row[passage].state.next(.resolve) != nil { row[passage].move(.resolve) }
        }
        let isNew = state.words & ~row.known != 0 || !clauses.has(.new) && isChanged
        row.state = .pending
        row.due = clock.due
        row.cap = clock.cap
        if row.some(of: state.words, \.holds) {
            row.state = .flagged
        } else if row.isAsked, !isNew {
            row.state = .passed
            row.due = 0
            row.cap = 0
        }
        row.isAsked = true
        state[provider] = row
        settle(provider, &state)
    }

    private func settle(_ provider: Int, _ state: inout State) {
        guard state.version == .submitted, state[provider].state == .flagged,
            !state[provider].some(of: state.words, \.waits)
        else { return }
        if state[provider].some(of: state.words, \.isUpheld) {
            state[provider].state = .upheld
            state.version = .changesRequested
        } else if state[provider].due > 0 {
            state[provider].state = .pending
        } else {
            pass(provider, .resolve, &state)
        }
    }

    private func pass(_ provider: Int, _ event: Clearance.State.Event, _ state: inout State) {
        guard let passed = state[provider].state.next(event) else { preconditionFailure("\(event)") }
        state[provider].state = passed
        state[provider].known |= state.words
        state[provider].used = 1
        state[provider].age = 0
        state[provider].due = 0
        state[provider].cap = 0
        goOn(&state)
    }

    private func goOn(_ state: inout State) {
        guard state.version == .submitted, state.p.state == .passed, state.q.state == .passed else { return }
        state.version = .published
    }

    private func passTick(_ state: State) -> State {
        var next = state
        let isBefore = state.version == .submitted || state.version == .changesRequested
        if state.version == .submitted {
            next.held += 1
            if next.held > Self.limit {
                next.broken = .noDelay
                next.held = Self.limit
            }
        }
        for provider in 0..<2 where state[provider].isAsked {
            next[provider].first = min(7, next[provider].first + 1)
            if isBefore, next[provider].state != .passed { next[provider].age = 1 }
            for passage in 0..<2 where next[provider][passage].waits { next[provider][passage].move(.lapse) }
            guard isBefore, next[provider].state.isWaiting else { continue }
            next[provider].due = max(0, next[provider].due - 1)
            next[provider].cap = max(0, next[provider].cap - 1)
            if next[provider].cap < Self.ticks.over(Deadlines.flagsBeforeCap) {
                next[provider].known |= next.words
            }
            settle(provider, &next)
            if next[provider].state == .pending, next[provider].due == 0 { pass(provider, .lapse, &next) }
        }
        return next
    }
}
