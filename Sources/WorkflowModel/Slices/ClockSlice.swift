// SPDX-License-Identifier: Apache-2.0
import Domain

/// One provider's clock over any number of versions: two passages that come and go, objections to them,
/// votes, an extension, rejection and appeal, a failed screening.
struct ClockSlice: Slice {
    typealias State = ClockState

    static let ticks = Ticks(days: 5)
    static let agreed = 30
    /// Beyond these ticks since the first notice the cap counts from the due time, and nothing changes any
    /// more.
    static let longAgo = ticks.over(Deadlines.clearanceCap) + 1
    /// No version is before its provider for more ticks than an extension and the decisions after it take;
    /// the one above stands for all that are too many.
    static let longest = ticks.over(Deadlines.clearanceExtension + Deadlines.flagsBeforeCap) + 1
    /// An objection for which no hour runs; only a left-out clause leads there.
    static let noHour = 3

    /// How much of the slice is explored; all of it at once has more states than a minute has room for.
    struct Extent: Sendable {
        /// How many of the two passages are objected to.
        var objections = 1
        /// Whether the provider extends its time.
        var hasExtension = false
        /// Whether moderators reject as well, and authors appeal.
        var hasRejection = true
    }

    let clauses: Clauses
    let extent: Extent
    private let clocks: [ModelClock]

    init(_ clauses: Clauses, _ extent: Extent) {
        self.clauses = clauses
        self.extent = extent
        clocks = Self.places.map { first, used, left, hasPassed in
            ModelClock(
                Self.ticks,
                agreed: Self.agreed,
                first: first,
                used: used,
                left: left,
                hasPassed: hasPassed
            )
        }
    }

    var starts: [ClockState] { [ClockState()] }

    private static let places: [(Int, Int, Int, Bool)] = (0...longAgo).flatMap { first in
        (0...agreed / ticks.days).flatMap { used in
            (0..<16).flatMap { left in [false, true].map { (first, used, left, $0) } }
        }
    }

    /// The clock of the next version.
    func clock(after state: State) -> ModelClock {
        let ticks = Self.ticks
        guard state.isAsked else {
            return ModelClock(ticks, agreed: Self.agreed, first: nil, used: 0, left: 0, hasPassed: false)
        }
        guard clauses.has(.win) else {
            let left = max(0, ticks.over(Deadlines.clearanceCap) - state.first)
            let due = min(ticks.over(Deadlines.clearanceLeast), left)
            return ModelClock(due: due, cap: left)
        }
        let left = clauses.has(.promise) ? state.due : 0
        let hasPassed = state.row == .passed ? 1 : 0
        return clocks[
            ((state.first * (Self.agreed / ticks.days + 1) + state.used) * 16 + left) * 2 + hasPassed
        ]
    }

    func isStuck(_ state: State) -> Bool {
        guard state.version == .submitted else { return false }
        var state = state
        if state.screening == .pending { state = screened(state) }
        for _ in 0..<40 {
            if state.version != .submitted || state.moderation == .pending { return false }
            state = passTick(state)
        }
        return true
    }

    func steps(from state: State, into steps: inout Steps<State>) {
        authors(state, &steps)
        provider(state, &steps)
        judges(state, &steps)
        if state.version == .submitted, state.screening == .pending {
            steps.act(Label("the machine screens"), screened(state))
        } else {
            steps.tick(passTick(state), days: Self.ticks.days)
        }
    }

    private static let passages: [StaticString] = ["passage A", "passage B"]
    private static let contents: [StaticString] = ["", "with A", "with B", "with A and B"]

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        for words in 1...3 {
            guard let next = submitted(words, state) else { break }
            steps.act(Label("authors submit a version", Self.contents[words]), next, asks: true)
        }
        if let retracted = state.version.next(.retract), state.version != .draft {
            var next = state
            next.version = retracted
            leave(&next)
            steps.act(Label("an author retracts"), next)
        }
        let forbidsAppeal = clauses.has(.settle) && (state.a.isUpheld || state.b.isUpheld)
        if let moderation = state.moderation.next(.appeal), let version = state.version.next(.appeal),
            !state.isAppealed, !forbidsAppeal
        {
            var next = state
            next.moderation = moderation
            next.version = version
            next.isAppealed = true
            steps.act(Label("authors appeal"), next, asks: true)
        }
        for passage in 0..<2 where state[passage].isRaised && state[passage].state == .open {
            var conceded = state
            conceded[passage].move(.concede)
            settle(&conceded)
            steps.act(Label("authors concede", Self.passages[passage]), conceded)
            var contested = state
            contested[passage].move(.contest, due: Self.ticks.over(Deadlines.flagDecision))
            steps.act(Label("authors contest", Self.passages[passage]), contested)
        }
    }

    private func provider(_ state: State, _ steps: inout Steps<State>) {
        for passage in 0..<2 where state[passage].waits {
            var next = state
            next[passage].move(.retract)
            settle(&next)
            steps.act(Label("the provider gives up the objection to", Self.passages[passage]), next)
        }
        guard state.isAsked, state.isBeforeProvider, state.row.isWaiting else { return }
        if state.row.next(.noObjection) != nil {
            var next = state
            pass(&next, .noObjection)
            steps.act(Label("the provider has no objection"), next)
        }
        for passage in 0..<extent.objections {
            guard let next = raised(passage, state) else { continue }
            steps.act(Label("the provider objects to", Self.passages[passage]), next, asks: true)
        }
        guard extent.hasExtension, !state.isExtended else { return }
        let end = clauses.has(.last) ? state.cap - Self.ticks.over(Deadlines.flagsBeforeCap) : state.cap
        let latest = min(end, Self.ticks.over(Deadlines.clearanceExtension))
        guard latest > state.due, let extended = state.row.next(.extend) else { return }
        var next = state
        next.row = extended
        next.isExtended = true
        next.due = latest
        steps.act(
            Label("the provider extends its time, in days by", "", (latest - state.due) * Self.ticks.days),
            next
        )
    }

    private func judges(_ state: State, _ steps: inout Steps<State>) {
        if state.version == .submitted, state.moderation == .pending {
            var accepted = state
            accepted.moderation = .accepted
            goOn(&accepted)
            steps.act(Label("a moderator accepts"), accepted)
            guard extent.hasRejection else { return votes(state, &steps) }
            var rejected = state
            rejected.moderation = .rejected
            rejected.version = .rejected
            steps.act(Label("a moderator rejects"), rejected)
        }
        votes(state, &steps)
    }

    private func votes(_ state: State, _ steps: inout Steps<State>) {
        for passage in 0..<2 where state[passage].isRaised {
            for (event, bit) in [(Flag.State.Event.uphold, 1), (.dismiss, 2)] {
                guard let next = voted(event, bit, on: passage, state) else { continue }
                let act: StaticString = bit == 1 ? "a judge votes to uphold" : "a judge votes to dismiss"
                steps.act(Label(act, Self.passages[passage]), next)
            }
        }
    }

    /// A vote of one of two moderators on a contested objection, or of an administrator on an escalated one.
    private func voted(_ event: Flag.State.Event, _ bit: Int, on passage: Int, _ state: State) -> State? {
        let objection = state[passage]
        guard objection.state == .contested || objection.state == .escalated, objection.votes != 3 else {
            return nil
        }
        var next = state
        if objection.state == .escalated || objection.votes == bit {
            next[passage].move(event)
            settle(&next)
        } else {
            next[passage].votes |= bit
        }
        return next
    }
}

extension ModelClock {
    init(due: Int, cap: Int) {
        self.due = due
        self.cap = cap
    }
}
