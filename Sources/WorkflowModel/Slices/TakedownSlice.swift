// SPDX-License-Identifier: Apache-2.0
import Domain

/// A publication and those who would have it away: its authors, two moderators, an administrator.
struct TakedownState: ModelState {
    var record: PublicationRecord.State = .published
    /// Ticks for which each judge's voice still counts, and whether a category was named of two.
    var voices = [0, 0, 0]
    var categories = 0
    var wasHidden = false
    var hidden = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&record)
        for judge in 0..<3 { coder.number(&voices[judge], 2) }
        coder.number(&categories, 3)
        coder.flag(&wasHidden)
        coder.number(&hidden, 2)
    }
}

/// What is public stays so but for its authors, or two neutral judges of one mind; one hides it once.
struct TakedownSlice: Slice {
    typealias State = TakedownState
    static let ticks = Ticks(days: 5)

    let clauses: Clauses

    var starts: [TakedownState] { [TakedownState()] }
    func isStuck(_ state: TakedownState) -> Bool { state.record == .hidden && state.hidden == 0 }

    func steps(from state: TakedownState, into steps: inout Steps<TakedownState>) {
        guard state.record != .withdrawn else { return }
        if let record = state.record.next(.withdraw) {
            var next = state
            next.record = record
            steps.act(Label("an author withdraws"), next)
            for judge in 0..<3 {
                for category in 0...1 {
                    steps.act(
                        Label("a judge asks to take it down:", "", judge + 1),
                        voice(judge, category, state)
                    )
                }
            }
        }
        if let record = state.record.next(.hide), !state.wasHidden {
            var next = state
            next.record = record
            next.wasHidden = true
            next.hidden = Self.ticks.over(Deadlines.takedown)
            steps.act(Label("a judge hides it"), next)
        }
        var next = state
        for judge in 0..<3 {
            next.voices[judge] = max(0, state.voices[judge] - 1)
            if next.voices[judge] == 0 { next.categories &= ~(1 << judge) }
        }
        if state.record == .hidden {
            next.hidden -= 1
            if next.hidden == 0, let event = state.record.atDue, let record = state.record.next(event) {
                next.record = record
            }
        }
        steps.tick(next, days: Self.ticks.days)
    }

    private func voice(_ judge: Int, _ category: Int, _ state: State) -> State {
        var next = state
        guard state.voices[judge] == 0 else { return next }
        next.voices[judge] = Self.ticks.over(Deadlines.takedown)
        next.categories = (state.categories & ~(1 << judge)) | category << judge
        let count = (0..<3).count { next.voices[$0] > 0 && next.categories >> $0 & 1 == category }
        guard count >= (clauses.has(.take) ? 2 : 1), let record = state.record.next(.withdraw) else {
            return next
        }
        next.record = record
        if count < 2 { next.broken = .noVeto }
        return next
    }
}
