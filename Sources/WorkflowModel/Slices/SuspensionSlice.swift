// SPDX-License-Identifier: Apache-2.0
import Domain

/// A provider that an administrator suspends and resumes while a version is before it, and a release that it
/// suspends itself.
struct SuspensionState: ModelState {
    var version: Finding.State = .draft
    var isSuspended = false
    var row: Clearance.State = .pending
    var due = 0
    /// Ticks in which its officers could act.
    var could = 0
    var release: Release.State = .released
    var releaseDue = 0
    /// In which of the last ticks the release was suspended, the last one lowest.
    var past = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.flag(&isSuspended)
        coder.state(&row)
        coder.number(&due, 3)
        coder.number(&could, 3)
        coder.state(&release)
        coder.number(&releaseDue, 3)
        coder.number(&past, 40)
    }
}

/// Suspending an organisation takes nothing from its time, and suspending a release takes nothing from those
/// who used it, nor keeps it away for more than thirty days in any year.
struct SuspensionSlice: Slice {
    typealias State = SuspensionState
    static let ticks = Ticks(days: 15)
    static let agreed = 30
    /// A year of ticks, rounded down: no window that is looked at is longer than the rule's.
    static let year = Deadlines.releaseSuspensionWindow / ticks.days

    let clauses: Clauses

    var starts: [State] { [State()] }
    func isStuck(_ state: State) -> Bool { state.version == .submitted && state.due == 0 }

    func steps(from state: State, into steps: inout Steps<State>) {
        finding(state, &steps)
        release(state, &steps)
        var organisation = state
        organisation.isSuspended.toggle()
        steps.act(
            Label(
                state.isSuspended
                    ? "an administrator resumes the provider" : "an administrator suspends the provider"
            ),
            organisation
        )
        steps.tick(passTick(state), days: Self.ticks.days)
    }

    /// Whether the provider's officers can act on the clearance.
    private func canAct(_ state: State) -> Bool { !state.isSuspended || clauses.has(.suspended) }

    private func finding(_ state: State, _ steps: inout Steps<State>) {
        if state.version == .draft {
            // Had at the time of use; whether the release is suspended now, or retired, does not matter.
            var next = state
            next.version = .submitted
            next.due = Self.ticks.over(Self.agreed)
            steps.act(Label("authors submit"), next)
        } else if state.version == .submitted, canAct(state), let row = state.row.next(.noObjection) {
            var next = state
            next.row = row
            end(&next)
            steps.act(Label("the provider has no objection"), next)
        }
    }

    private func end(_ state: inout State) {
        state.version = .published
        state.due = 0
        state.could = 0
    }

    private func release(_ state: State, _ steps: inout Steps<State>) {
        if let suspended = state.release.next(.suspend) {
            let now = Self.ticks.instant(Self.year)
            if let end = allowance(state).latestEnd(from: now) {
                // Whole ticks: the rest of one is not used.
                let ticks = Int((end.rawValue - now.rawValue) / 86_400_000_000) / Self.ticks.days
                for length in 1...max(1, ticks) where length <= ticks {
                    var next = state
                    next.release = suspended
                    next.releaseDue = length
                    steps.act(Label("the provider suspends the release, for ticks:", "", length), next)
                }
            }
        }
        if state.release == .suspended, let resumed = state.release.next(.resume) {
            var next = state
            next.release = resumed
            next.releaseDue = 0
            steps.act(Label("the provider resumes the release"), next)
        }
        if let retired = state.release.next(.retire) {
            var next = state
            next.release = retired
            next.releaseDue = 0
            next.past = 0
            steps.act(Label("the provider retires the release"), next)
        }
    }

    /// What the server computes of the suspensions of the last year.
    private func allowance(_ state: State) -> SuspensionAllowance {
        var ranges: [Range<Instant>] = []
        var tick = Self.year - 1
        while tick >= 0 {
            guard state.past >> tick & 1 == 1 else {
                tick -= 1
                continue
            }
            let begin = Self.year - 1 - tick
            while tick >= 0, state.past >> tick & 1 == 1 { tick -= 1 }
            ranges.append(Self.ticks.instant(begin)..<Self.ticks.instant(Self.year - 1 - tick))
        }
        return SuspensionAllowance(past: ranges)
    }

    private func passTick(_ state: State) -> State {
        var next = state
        let isAway = state.release == .suspended
        if state.release != .retired {
            next.past = (state.past << 1 | (isAway ? 1 : 0)) & (1 << Self.year - 1)
        }
        let limit = Deadlines.releaseSuspension / Self.ticks.days
        if next.past.nonzeroBitCount > limit { next.broken = .noDelay }
        if isAway {
            next.releaseDue -= 1
            if next.releaseDue == 0, let event = state.release.atDue, let released = state.release.next(event)
            {
                next.release = released
            }
        }
        guard state.version == .submitted else { return next }
        next.due -= 1
        if canAct(state) { next.could = min(state.could + 1, Self.ticks.over(Self.agreed)) }
        if next.due == 0, let row = state.row.next(.lapse) {
            if next.could < Self.ticks.over(Self.agreed) { next.broken = .wholeTime }
            next.row = row
            end(&next)
        }
        return next
    }
}
