// SPDX-License-Identifier: Apache-2.0
import Domain

/// A passage that was objected to in one finding, and another finding that has it, or nearly.
struct OthersState: ModelState {
    /// Whether the two have a person in common, and whether the other lists the same release.
    var isShared = false
    var isListed = false
    var passage = ModelPassage()
    /// Whether two moderators or an administrator upheld it, and not silence.
    var isDecided = false
    var version: Finding.State = .draft
    /// 0 is without it, 1 has nearly the same words, 2 has the passage.
    var text = 0
    var hasEmbargo = false
    var screening: Screening = .pending
    var screeningDue = 0
    /// Who said that a near passage is gone, from 1; until then the screening is in doubt.
    var goneBy = 0
    var acceptedBy = 0
    /// Who made the exception, and who said so first where it takes two.
    var exceptedBy = 0
    var exceptedFirst = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.flag(&isShared)
        coder.flag(&isListed)
        passage.code(with: &coder)
        coder.flag(&isDecided)
        coder.state(&version)
        coder.number(&text, 2)
        coder.flag(&hasEmbargo)
        coder.state(&screening)
        coder.number(&screeningDue, 2)
        coder.number(&goneBy, 2)
        coder.number(&acceptedBy, 2)
        coder.number(&exceptedBy, 2)
        coder.number(&exceptedFirst, 2)
    }
}

/// What was upheld in one finding binds another one.
///
/// Passages are compared in `Workflow`; here whether two are equal or near is given.
struct OthersSlice: Slice {
    typealias State = OthersState
    static let ticks = Ticks(days: 10)

    let clauses: Clauses

    var starts: [State] {
        [(false, false), (false, true), (true, false), (true, true)].map { isShared, isListed in
            var state = State()
            state.isShared = isShared
            state.isListed = isListed
            return state
        }
    }

    func isStuck(_ state: State) -> Bool {
        guard state.version == .submitted, state.acceptedBy != 0, state.screening != .pending else {
            return false
        }
        return state.screeningDue == 0
    }

    /// Whether the passage must not stand in the other finding.
    func binds(_ state: State) -> Bool {
        guard state.passage.isForbidden else { return false }
        guard clauses.has(.cross) else { return state.isListed && state.passage.state != .conceded }
        return state.isDecided || state.isShared
    }

    func steps(from state: State, into steps: inout Steps<State>) {
        objection(state, &steps)
        authors(state, &steps)
        if state.version == .submitted { judges(state, &steps) }
        if state.version == .submitted, state.screening == .pending {
            steps.act(Label("the machine screens"), screened(state))
        } else {
            steps.tick(passTick(state), days: Self.ticks.days)
        }
    }

    /// What becomes of the objection in the first finding; when, does not matter to the other.
    private func objection(_ state: State, _ steps: inout Steps<State>) {
        guard state.passage.isRaised else {
            var next = state
            next.passage.isRaised = true
            steps.act(Label("the provider objects to the passage in the first finding"), next)
            return
        }
        for event in Flag.State.Event.allCases {
            guard let flag = state.passage.state.next(event) else { continue }
            var next = state
            next.passage.state = flag
            if event == .uphold { next.isDecided = true }
            let act: StaticString =
                switch event {
                case .concede: "the first finding's authors concede"
                case .contest: "the first finding's authors contest"
                case .uphold: "judges uphold it"
                case .dismiss: "judges dismiss it"
                case .lapse: "nobody decides on it in time"
                case .escalate: "it goes to an administrator"
                case .resolve: "the first finding is submitted without it"
                case .retract: "the provider gives it up"
                }
            steps.act(Label(act), next)
        }
    }

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        switch state.version {
        case .draft, .changesRequested: break
        default: return
        }
        for text in 0..<3 {
            for hasEmbargo in [false, true] {
                var next = State()
                next.isShared = state.isShared
                next.isListed = state.isListed
                next.passage = state.passage
                next.isDecided = state.isDecided
                next.version = .submitted
                next.text = text
                next.hasEmbargo = hasEmbargo
                let act: StaticString =
                    text == 0
                    ? "the second finding is submitted without it"
                    : text == 1
                        ? "the second finding is submitted with nearly the same"
                        : "the second finding is submitted with it"
                steps.act(Label(act, hasEmbargo ? "and an embargo" : ""), next, asks: true)
            }
        }
    }

    private func judges(_ state: State, _ steps: inout Steps<State>) {
        for judge in 1...3 {
            let opened =
                [state.goneBy, state.exceptedBy, state.exceptedFirst].contains(judge) && clauses.has(.eyes)
            if state.acceptedBy == 0, !opened {
                var next = state
                next.acceptedBy = judge
                goOn(&next)
                steps.act(Label("the second finding is accepted by judge", "", judge), next)
            }
            guard !clauses.has(.eyes) || state.acceptedBy != judge else { continue }
            if let passed = state.screening.next(.gone) {
                var gone = state
                gone.screening = passed
                gone.screeningDue = 0
                gone.goneBy = judge
                goOn(&gone)
                steps.act(Label("it is gone, says judge", "", judge), gone)
            }
            if clauses.has(.near), state.screening.next(.stands) != nil {
                var stands = state
                goBack(&stands)
                steps.act(Label("it stands, says judge", "", judge), stands)
            }
            guard let excepted = state.screening.next(.exception), state.exceptedFirst != judge else {
                continue
            }
            var next = state
            let needsTwo = state.passage.isForbidden && state.isDecided
            if needsTwo, state.exceptedFirst == 0, clauses.has(.exceptTwice) {
                next.exceptedFirst = judge
            } else {
                if needsTwo, state.exceptedFirst == 0 { next.broken = .twoPeople }
                next.screening = excepted
                next.screeningDue = 0
                next.exceptedBy = judge
                goOn(&next)
            }
            steps.act(Label("an exception is made by judge", "", judge), next)
        }
    }

    private func leave(_ state: inout State) {
        state.text = 0
        state.screening = .pending
        state.screeningDue = 0
        state.goneBy = 0
        state.acceptedBy = 0
        state.exceptedBy = 0
        state.exceptedFirst = 0
    }

    private func goBack(_ state: inout State) {
        state.version = .changesRequested
        leave(&state)
    }
}

extension OthersSlice {
    private func screened(_ state: State) -> State {
        var next = state
        let binds = binds(state)
        // Nobody but a judge, or those with a person in common, binds others.
        let isHeld = binds && state.text > 0
        if isHeld, !state.isDecided, !state.isShared { next.broken = .noDelay }
        let event: Screening.Event = !isHeld ? .pass : state.text == 2 ? .fail : .doubt
        next.screening = state.screening.next(event) ?? state.screening
        switch event {
        case .fail: next.screeningDue = Self.ticks.over(Deadlines.failedScreening)
        case .doubt: next.screeningDue = clauses.has(.near) ? Self.ticks.over(Deadlines.passageDecision) : 0
        default: goOn(&next)
        }
        return next
    }

    /// Certifies what has passed all gates, after one more look at what was upheld meanwhile.
    private func goOn(_ state: inout State) {
        guard state.version == .submitted, state.screening.isOpen, state.acceptedBy != 0 else { return }
        if [state.goneBy, state.exceptedBy, state.exceptedFirst].contains(state.acceptedBy) {
            state.broken = .twoPeople
        }
        if clauses.has(.at), isHit(state), let renewed = state.screening.next(.renew) {
            // Screened anew; what it finds now fails.
            state.screening = renewed
        } else if state.hasEmbargo {
            state.version = .publishable
        } else {
            publish(&state)
        }
    }

    /// Whether the version has the passage, and nobody made an exception.
    private func isHit(_ state: State) -> Bool {
        state.text == 2 && binds(state) && state.screening != .excepted
    }

    private func publish(_ state: inout State) {
        let isForbidden = state.passage.isForbidden && (state.isDecided || state.isShared)
        if state.text == 2, isForbidden, state.screening != .excepted { state.broken = .noUpheldPassage }
        state.version = .published
        leave(&state)
    }

    private func passTick(_ state: State) -> State {
        var next = state
        switch state.version {
        case .publishable:
            // The day of release.
            if clauses.has(.at), isHit(state) { goBack(&next) } else { publish(&next) }
        case .submitted where state.screeningDue > 0:
            next.screeningDue -= 1
            guard next.screeningDue == 0, let event = state.screening.atDue else { break }
            next.screening = state.screening.next(event) ?? state.screening
            if next.screening == .unresolved {
                next.screeningDue = Self.ticks.over(Deadlines.passageEscalation)
            } else {
                // Silence sends back, and says of what is in doubt that it stands.
                goBack(&next)
            }
        default: break
        }
        return next
    }
}
