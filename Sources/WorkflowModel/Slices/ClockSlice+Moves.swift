// SPDX-License-Identifier: Apache-2.0
import Domain

/// What follows from an act, as `Workflow` has it.
extension ClockSlice {
    /// The version before goes; its provider's time stands still.
    func leave(_ state: inout State) {
        state.words = 0
        state.screening = .pending
        state.screeningDue = 0
        state.moderation = .pending
        state.isAppealed = false
        guard state.isAsked else { return }
        if !clauses.has(.kept), state.row == .flagged || state.row == .upheld { state.due = 0 }
        if state.row.isWaiting || state.row == .upheld { state.row = .left }
        state.used = min(state.used + state.age, Self.agreed / Self.ticks.days)
        state.age = 0
        state.cap = 0
    }

    /// A version with these passages comes; `nil` when none can.
    func submitted(_ words: Int, _ state: State) -> State? {
        switch state.version {
        case .draft, .submitted, .changesRequested, .published, .retracted: break
        default: return nil
        }
        var next = state
        leave(&next)
        let clock = clock(after: next)
        // What was left of the time of the version before.
        if clock.due < state.due { next.broken = .wholeTime }
        next.version = .submitted
        next.words = words
        let holds = next.someStanding(\.holds) && clauses.has(.carry)
        if !clauses.has(.carry) { forgetHours(&next) }
        guard holds || !next.isAsked || words & ~next.known != 0 else {
            // What was cleared stays cleared.
            next.row = .passed
            next.due = 0
            return next
        }
        if !next.isAsked { next.first = 0 }
        next.isAsked = true
        next.due = clock.due
        next.cap = clock.cap
        next.row = .pending
        if holds {
            next.row = .flagged
            settle(&next)
        } else if clock.due == 0 {
            pass(&next, .lapse)
        }
        return next
    }

    /// Without the clause that objections go on, nobody says what becomes of them.
    private func forgetHours(_ state: inout State) {
        for passage in 0..<2 where state[passage].waits { state[passage].due = Self.noHour }
    }

    /// The provider objects to a passage that is new to it; `nil` when it cannot.
    func raised(_ passage: Int, _ state: State) -> State? {
        guard state.isNew(passage), !state[passage].isRaised, let row = state.row.next(.raise) else {
            return nil
        }
        // The cap's own ticks stand for moments: the server compares the same.
        let now = Self.ticks.instant(0)
        let cap = Self.ticks.instant(state.cap)
        let isLate: Bool
        if clauses.has(.last) {
            guard now <= ClearanceClock.flaggingEnds(cap: cap) else { return nil }
            isLate = ClearanceClock.isLate(now, cap: cap)
        } else {
            isLate = false
        }
        var next = state
        next.row = row
        next[passage].isRaised = true
        next[passage].state = isLate ? .contested : .open
        next[passage].due = Self.ticks.over(isLate ? Deadlines.flagDecision : Deadlines.flagAnswer)
        if !clauses.has(.open), !isLate { next[passage].due = Self.noHour }
        return next
    }

    /// The machine compares with every passage that must not stand, and what is gone is resolved.
    func screened(_ state: State) -> State {
        var next = state
        if state.someStanding(\.isForbidden) {
            next.screening = .failed
            next.screeningDue = Self.ticks.over(Deadlines.failedScreening)
            return next
        }
        next.screening = .passed
        for passage in 0..<2
        where !state.has(passage) && state[passage].isRaised && state[passage].state.next(.resolve) != nil {
            next[passage].move(.resolve)
        }
        settle(&next)
        goOn(&next)
        return next
    }

    /// Ends a flagged row none of whose objections waits; before its review is due it waits on.
    func settle(_ state: inout State) {
        guard state.isAsked, state.row == .flagged else { return }
        guard !state.someStanding(\.waits) else { return }
        if state.someStanding(\.isUpheld) {
            uphold(&state)
        } else if state.due > 0, clauses.has(.resume) {
            state.row = .pending
        } else {
            pass(&state, .resolve)
        }
    }

    func uphold(_ state: inout State) {
        state.row = .upheld
        state.cap = 0
        if let back = state.version.next(.requestChanges) { state.version = back }
    }

    /// The row ends as passed: its provider has answered, or has had its time.
    func pass(_ state: inout State, _ event: Clearance.State.Event) {
        guard let row = state.row.next(event) else { preconditionFailure("\(state.row) \(event)") }
        if event != .noObjection { timeEnds(&state) }
        state.row = row
        state.known |= state.words
        state.used = Self.agreed / Self.ticks.days
        state.age = 0
        state.due = 0
        state.cap = 0
        goOn(&state)
    }

    /// Checks that the provider has had its whole time for what is new in the version, and notes that it is
    /// over.
    func timeEnds(_ state: inout State) {
        let hadLeast = state.age >= Self.ticks.over(Deadlines.clearanceLeast)
        let hadAgreed = state.used + state.age >= Self.agreed / Self.ticks.days
        if state.words & ~state.known != 0, !hadLeast || !hadAgreed { state.broken = .wholeTime }
        state.known |= state.words
    }

    /// Publishes what has passed all gates; sends back what waits for a gate that nobody opens any more.
    func goOn(_ state: inout State) {
        guard state.version == .submitted else { return }
        if state.screening == .passed, state.moderation == .accepted, state.row == .passed {
            if state.someStanding(\.waits) { state.broken = .noSilentFall }
            if state.someStanding(\.isForbidden) { state.broken = .noUpheldPassage }
            state.version = .published
            leave(&state)
        } else if state.row == .upheld, clauses.has(.settle) {
            state.version = .changesRequested
        }
    }

    /// A tick passes: the clock does what is due, objections before clearances, as the server's does.
    func passTick(_ state: State) -> State {
        var next = state
        if next.isAsked {
            next.first = min(next.first + 1, Self.longAgo)
            if next.isBeforeProvider, next.row.isWaiting || next.row == .upheld {
                next.age = min(next.age + 1, Self.longest)
                next.due = max(0, next.due - 1)
                next.cap = max(0, next.cap - 1)
            }
        }
        for passage in 0..<2 where next[passage].waits && next[passage].state.atDue != nil {
            guard next[passage].due != Self.noHour else { continue }
            next[passage].due -= 1
            if next[passage].due == 0 { lapse(passage, &next) }
        }
        settle(&next)
        lapseRow(&next)
        if next.version == .submitted, next.screening == .failed {
            next.screeningDue -= 1
            if next.screeningDue == 0, let lapsed = next.screening.next(.lapse) {
                next.screening = lapsed
                next.version = .changesRequested
            }
        }
        return next
    }

    /// What silence means for an objection; of the passages the first is about persons.
    private func lapse(_ passage: Int, _ state: inout State) {
        switch state[passage].state {
        case .open: state[passage].move(.contest, due: Self.ticks.over(Deadlines.flagDecision))
        case .contested where passage == 0:
            state[passage].move(.escalate, due: Self.ticks.over(Deadlines.flagEscalation))
        default: state[passage].move(.lapse)
        }
    }

    private func lapseRow(_ state: inout State) {
        guard state.isAsked, state.isBeforeProvider, state.row.isWaiting else { return }
        if clauses.has(.last), state.cap < Self.ticks.over(Deadlines.flagsBeforeCap) { timeEnds(&state) }
        if state.row == .flagged {
            guard state.cap == 0 else { return }
            for passage in 0..<2 where state.has(passage) && state[passage].waits {
                // Whatever waits at the cap falls; by then nothing may that somebody had still to decide.
                if state[passage].state != .conceded { state.broken = .noSilentFall }
                state[passage].state = state[passage].state == .conceded ? .upheld : .dismissed
            }
            if state.someStanding(\.isUpheld) {
                uphold(&state)
            } else {
                pass(&state, .cap)
            }
        } else if state.due == 0 {
            pass(&state, .lapse)
        }
        // Past the cap from the first notice only a version is before the provider that came late, or for
        // which it has days left that stood still while the authors had taken their version back.
        let cap = Self.ticks.over(Deadlines.clearanceCap)
        let review = state.isExtended ? Deadlines.clearanceExtension : Self.agreed
        let late = Self.ticks.over(review + Deadlines.flagsBeforeCap)
        if state.row.isWaiting, state.first > cap, state.age > late { state.broken = .noDelay }
    }
}
