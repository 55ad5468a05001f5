// SPDX-License-Identifier: Apache-2.0
import Domain

/// One finding whose text may need an exception, and what its authors ask for in how short a time.
struct AskingsState: ModelState {
    var version: Finding.State = .draft
    /// Which of three texts the version has: 0 and 1 fail the screening, 2 passes it.
    var text = 0
    var screening: Screening = .pending
    var screeningDue = 0
    var moderation: Moderation = .pending
    var isAppealed = false
    var requests = 0
    /// Ticks until somebody else owes the authors an answer.
    var askingDue = 0
    /// The texts for which an exception was refused.
    var refused = 0
    /// Askings in this tick and in the one before.
    var now = 0
    var before = 0
    var broken: Invariant?

    /// Whether an exception was asked for and is not answered.
    var isAsking: Bool { screening == .asked || screening == .escalated }

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.number(&text, 2)
        coder.state(&screening)
        coder.number(&screeningDue, 3)
        coder.state(&moderation)
        coder.flag(&isAppealed)
        coder.number(&requests, 2)
        coder.number(&askingDue, 2)
        coder.number(&refused, 2)
        coder.number(&now, 3)
        coder.number(&before, 3)
    }
}

/// Submissions, exceptions that are asked for, appeals: how much of others' time a finding takes, and that
/// nothing of it waits for ever.
struct AskingsSlice: Slice {
    typealias State = AskingsState
    static let ticks = Ticks(days: 5)
    let clauses: Clauses
    let looksForCircles = true

    var starts: [State] { [State()] }

    func isStuck(_ state: State) -> Bool {
        guard state.version == .submitted, state.moderation != .pending else { return false }
        switch state.screening {
        case .failed, .refused: return state.screeningDue == 0
        // An administrator who is neutral answers, or owes an appointment: within an hour that is renewed.
        case .asked, .escalated: return state.askingDue == 0
        default: return false
        }
    }

    func steps(from state: State, into steps: inout Steps<State>) {
        guard state.version != .published else { return }
        authors(state, &steps)
        if state.version == .submitted { judges(state, &steps) }
        if state.version == .submitted, state.screening == .pending {
            var next = state
            let event: Screening.Event = state.text == 2 ? .pass : .fail
            next.screening = state.screening.next(event) ?? state.screening
            if event == .fail, clauses.has(.fail) {
                next.screeningDue = Self.ticks.over(Deadlines.failedScreening)
            }
            goOn(&next)
            steps.act(Label("the machine screens"), next)
        } else {
            steps.tick(passTick(state), days: Self.ticks.days)
        }
    }

    /// The state after one more asking; `nil` when the quota is spent, as the server counts it.
    private func asking(_ state: State) -> State? {
        guard clauses.has(.quota) else { return state }
        let moment = Self.ticks.instant(1)
        let past =
            Array(repeating: Self.ticks.instant(0), count: state.before)
            + Array(repeating: moment, count: state.now)
        guard Attention(past: past).next(after: moment) == moment else { return nil }
        var next = state
        next.now += 1
        return next
    }

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        if state.version.next(.retract) != nil, state.version != .draft {
            var next = state
            next.version = .retracted
            leave(&next)
            steps.act(Label("an author retracts"), next)
        }
        guard let asked = asking(state) else { return }
        switch state.version {
        case .draft, .submitted, .changesRequested, .retracted:
            for text in 0..<3 {
                var next = asked
                leave(&next)
                next.version = .submitted
                next.text = text
                steps.act(Label("authors submit text", "", text), next, asks: true)
            }
        default: break
        }
        if let moderation = state.moderation.next(.appeal), let version = state.version.next(.appeal),
            !state.isAppealed
        {
            var next = asked
            next.moderation = moderation
            next.version = version
            next.isAppealed = true
            if next.screening == .failed || next.screening == .refused, clauses.has(.fail) {
                next.screeningDue = Self.ticks.over(Deadlines.failedScreening)
            }
            steps.act(Label("authors appeal"), next, asks: true)
        }
        let isRefused = state.refused >> state.text & 1 == 1 && clauses.has(.fail)
        if state.version == .submitted, !isRefused, let screening = state.screening.next(.ask) {
            var next = asked
            next.screening = screening
            next.askingDue = clauses.has(.asked) ? Self.ticks.over(Deadlines.exception) : 0
            steps.act(Label("authors ask for an exception"), next, asks: true)
        }
    }

    private func leave(_ state: inout State) {
        state.text = 0
        state.screening = .pending
        state.screeningDue = 0
        state.moderation = .pending
        state.isAppealed = false
        state.askingDue = 0
    }

    private func judges(_ state: State, _ steps: inout Steps<State>) {
        for event in [Moderation.Event.accept, .requestChanges, .reject] {
            guard let moderation = state.moderation.next(event) else { continue }
            var next = state
            next.moderation = moderation
            switch event {
            case .requestChanges:
                guard !state.isAppealed, state.requests < Deadlines.requestsForChanges else { continue }
                next.requests += 1
                next.version = .changesRequested
                steps.act(Label("a moderator asks for changes"), next)
            case .reject:
                next.version = .rejected
                steps.act(Label("a moderator rejects"), next)
            default:
                goOn(&next)
                steps.act(Label("a moderator accepts"), next)
            }
        }
        guard state.isAsking, let excepted = state.screening.next(.exception),
            let refused = state.screening.next(.refuse)
        else { return }
        var granted = state
        granted.screening = excepted
        granted.askingDue = 0
        goOn(&granted)
        steps.act(Label("another moderator makes the exception"), granted)
        var declined = state
        declined.screening = clauses.has(.fail) ? refused : .failed
        declined.askingDue = 0
        if clauses.has(.fail), state.text < 2 { declined.refused |= 1 << state.text }
        steps.act(Label("another moderator refuses the exception"), declined)
    }

    private func goOn(_ state: inout State) {
        guard state.version == .submitted, state.screening.isOpen, state.moderation == .accepted else {
            return
        }
        state.version = .published
    }

    private func passTick(_ state: State) -> State {
        var next = state
        next.before = state.now
        next.now = 0
        guard state.version == .submitted else { return next }
        if state.isAsking {
            // The thirty days stand still; ten for moderators, then five for administrators, renewed.
            next.askingDue = max(0, state.askingDue - 1)
            guard next.askingDue == 0, clauses.has(.asked), let event = state.screening.atDue else {
                return next
            }
            next.screening = state.screening.next(event) ?? state.screening
            next.askingDue = Self.ticks.over(Deadlines.escalation)
        } else if state.screeningDue > 0 {
            next.screeningDue -= 1
            if next.screeningDue == 0, let lapsed = state.screening.next(.lapse) {
                next.screening = lapsed
                next.version = .changesRequested
            }
        }
        return next
    }
}
