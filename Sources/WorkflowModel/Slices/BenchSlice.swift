// SPDX-License-Identifier: Apache-2.0
import Domain

/// A judge who may be away for a time, or for good.
struct ModelJudge: Sendable {
    enum Presence: Int {
        case able
        /// Suspended, or without the role for now.
        case away
        /// A party from now on.
        case gone
    }

    var presence: Presence = .able
    /// Ticks for which the judge has been able on end, as far as it matters.
    var since = BenchSlice.whole

    var isAble: Bool { presence == .able }

    mutating func code(with coder: inout Coder) {
        var raw = presence.rawValue
        coder.number(&raw, 2)
        presence = Presence(rawValue: raw) ?? .able
        coder.number(&since, 2)
    }
}

/// An objection before two moderators, an administrator, and one who can be appointed.
struct BenchState: ModelState {
    var judges = [ModelJudge(), ModelJudge(), ModelJudge()]
    var isAppointed = false
    var appointedFor = 0
    var isPersonal = false
    var flag: Flag.State = .contested
    var due = BenchSlice.whole
    /// Ticks until administrators are asked again for a judge; 0 where none is owed.
    var vacancy = 0
    /// For how many ticks on end it could be decided.
    var could = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        for judge in 0..<3 { judges[judge].code(with: &coder) }
        coder.flag(&isAppointed)
        coder.number(&appointedFor, 2)
        coder.flag(&isPersonal)
        coder.state(&flag)
        coder.number(&due, 2)
        coder.number(&vacancy, 2)
        coder.number(&could, 2)
    }

    /// Who can judge now, or has been able to for so many ticks.
    func bench(since ticks: Int = 0) -> Bench {
        let able = judges.map { $0.isAble && $0.since >= ticks ? 1 : 0 }
        let appointed = isAppointed && appointedFor >= ticks ? 1 : 0
        return Bench(
            moderators: able[0] + able[1] + appointed,
            administrators: able[2],
            both: 0,
            appointed: appointed
        )
    }
}

/// Judges who go and come back while an objection waits for them: no moment of it in which too few could
/// have decided counts as silence.
///
/// The clock looks when something is due, as the server's does, and not whenever a judge goes.
struct BenchSlice: Slice {
    typealias State = BenchState
    static let ticks = Ticks(days: 5)
    static let whole = ticks.over(Deadlines.flagDecision)

    let clauses: Clauses

    var starts: [State] {
        [false, true].map { isPersonal in
            var state = State()
            state.isPersonal = isPersonal
            return state
        }
    }

    func isStuck(_ state: State) -> Bool { state.flag.isWaiting && state.due == 0 && state.vacancy == 0 }

    private static let names: [StaticString] = ["moderator 1", "moderator 2", "the administrator"]

    func steps(from state: State, into steps: inout Steps<State>) {
        guard state.flag.isWaiting else { return }
        for judge in 0..<3 where state.judges[judge].presence != .gone {
            var next = state
            let isAble = state.judges[judge].isAble
            next.judges[judge].presence = isAble ? .away : .able
            next.judges[judge].since = 0
            let act: StaticString = isAble ? "suspended is" : "resumed is"
            steps.act(Label(act, Self.names[judge]), next)
            next.judges[judge].presence = .gone
            steps.act(Label("a party becomes", Self.names[judge]), next)
        }
        if state.vacancy > 0, !state.isAppointed, isOwed(state) {
            var next = state
            next.isAppointed = true
            // The clock looks at once.
            if !isOwed(next) { found(&next) }
            steps.act(Label("an administrator appoints a judge"), next)
        }
        steps.tick(passTick(state), days: Self.ticks.days)
    }

    private func isOwed(_ state: State) -> Bool {
        state.bench().owesAppointment(for: .init(flags: [state.flag], deciders: nil))
    }

    /// There are judges: what waited has its whole time anew.
    private func found(_ state: inout State) {
        state.vacancy = 0
        state.due = Self.ticks.over(state.flag.decisionDays ?? 0)
    }

    private func passTick(_ state: State) -> State {
        var next = state
        for judge in 0..<3 where state.judges[judge].isAble {
            next.judges[judge].since = min(state.judges[judge].since + 1, Self.whole)
        }
        if state.isAppointed { next.appointedFor = min(state.appointedFor + 1, Self.whole) }
        next.could = state.bench().isSilenceHeard(on: state.flag) ? min(state.could + 1, Self.whole) : 0
        if state.vacancy > 0 {
            next.vacancy -= 1
            if next.vacancy == 0 {
                guard isOwed(next) else {
                    found(&next)
                    return next
                }
                next.vacancy = Self.ticks.over(Deadlines.appointment)
            }
        }
        next.due -= 1
        if next.due == 0 { lapse(&next) }
        return next
    }

    /// What the clock does with an objection that is due.
    private func lapse(_ state: inout State) {
        if clauses.has(.judge), state.vacancy > 0 || isOwed(state) {
            if state.vacancy == 0 { state.vacancy = Self.ticks.over(Deadlines.appointment) }
            state.due = state.vacancy
            return
        }
        let ticks = Self.ticks.over(state.flag.decisionDays ?? 0)
        if clauses.has(.judge), clauses.has(.whole), !state.bench(since: ticks).isSilenceHeard(on: state.flag)
        {
            state.due = ticks
            return
        }
        if state.could < ticks { state.broken = .noSilentFall }
        let event: Flag.State.Event = state.flag == .contested && state.isPersonal ? .escalate : .lapse
        state.flag = state.flag.next(event) ?? state.flag
        state.due = Self.ticks.over(state.flag.decisionDays ?? 0)
        state.could = 0
        if state.flag.isWaiting, clauses.has(.judge), isOwed(state) {
            state.vacancy = Self.ticks.over(Deadlines.appointment)
        }
    }
}
