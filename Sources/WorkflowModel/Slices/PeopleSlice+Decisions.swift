// SPDX-License-Identifier: Apache-2.0
import Domain

extension PeopleSlice {
    /// What those who may can decide on the version.
    func decisions(_ state: State, _ steps: inout Steps<State>) {
        for judge in deciders(state) {
            var decided = written(judge, state)
            decided.stopper = judge + 1
            if let moderation = state.moderation.next(.accept) {
                var next = decided
                next.moderation = moderation
                goOn(&next)
                steps.act(Label("the version is accepted by", Self.names[judge]), next)
            }
            if let moderation = state.moderation.next(.reject), let version = state.version.next(.reject) {
                var next = decided
                next.moderation = moderation
                next.version = version
                // The second no is somebody else's.
                if state.isAppealed, state.stopper == judge + 1 { next.broken = .noVeto }
                steps.act(Label("the version is rejected by", Self.names[judge]), next)
            }
            let limit = clauses.has(.requests) ? Deadlines.requestsForChanges : .max
            guard !state.isAppealed, state.requests < limit else { continue }
            if let moderation = state.moderation.next(.requestChanges),
                let version = state.version.next(.requestChanges)
            {
                var next = decided
                next.moderation = moderation
                next.version = version
                next.requests = min(state.requests + 1, 3)
                next.alone = state.aloneBy == judge + 1 ? state.alone + 1 : 1
                next.aloneBy = judge + 1
                if next.alone > Deadlines.requestsForChanges { next.broken = .noVeto }
                steps.act(Label("changes are requested by", Self.names[judge]), next)
            }
        }
    }

    /// Votes on the objection; two of one mind decide, or one administrator once it is escalated.
    func votes(_ state: State, _ steps: inout Steps<State>) {
        for judge in state.flag == .escalated ? arbiters(state) : voters(state) {
            guard state.flag == .escalated || state.upheldBy != judge + 1 && state.dismissedBy != judge + 1
            else {
                continue
            }
            for event in [Flag.State.Event.uphold, .dismiss] {
                var next = written(judge, state)
                let before = event == .uphold ? state.upheldBy : state.dismissedBy
                if state.flag == .escalated || before != 0 {
                    guard let flag = state.flag.next(event) else { continue }
                    end(flag, &next)
                } else if event == .uphold {
                    next.upheldBy = judge + 1
                } else {
                    next.dismissedBy = judge + 1
                }
                let act: StaticString = event == .uphold ? "a vote to uphold by" : "a vote to dismiss by"
                steps.act(Label(act, Self.names[judge]), next)
            }
        }
    }

    /// The state after somebody has judged, who must never have had an interest.
    private func written(_ judge: Int, _ state: State) -> State {
        var next = state
        switch state[judge] {
        case .neutral, .lifted, .asked: break
        case .named, .tied, .tiedBefore, .party, .absent: next.broken = .neutral
        }
        if !clauses.has(.wrote) { next.wrote |= 1 << judge }
        return next
    }

    private func end(_ flag: Flag.State, _ state: inout State) {
        state.flag = flag
        state.flagDue = 0
        state.upheldBy = 0
        state.dismissedBy = 0
        state.could = 0
        if flag == .upheld, let version = state.version.next(.requestChanges) { state.version = version }
        goOn(&state)
    }

    private func goOn(_ state: inout State) {
        guard state.version == .submitted, state.moderation == .accepted, !state.flagWaits else { return }
        state.version = .published
    }

    func passTick(_ state: State) -> State {
        var next = state
        if next.version == .submitted, next.moderation == .pending {
            next.moderationDue = max(0, next.moderationDue - 1)
        }
        guard state.flagWaits else { return next }
        let whole = Self.ticks.over(Deadlines.flagDecision)
        let canBeDecided = bench(state).isSilenceHeard(on: state.flag)
        if state.flag == .contested { next.could = canBeDecided ? min(state.could + 1, whole) : 0 }
        if clauses.has(.judge), !canBeDecided, clauses.has(.whole) {
            next.flagDue = state.flag == .escalated ? Self.ticks.over(Deadlines.flagEscalation) : whole
            return next
        }
        next.flagDue = max(0, next.flagDue - 1)
        guard next.flagDue == 0 else { return next }
        if clauses.has(.judge), !canBeDecided {
            // Due with the appointment, in five days.
            next.flagDue = Self.ticks.over(Deadlines.flagEscalation)
        } else if state.flag == .contested, state.isPersonal {
            end(.escalated, &next)
            next.flagDue = Self.ticks.over(Deadlines.flagEscalation)
        } else if let flag = state.flag.next(.lapse) {
            if flag == .dismissed, next.could < whole { next.broken = .noSilentFall }
            end(flag, &next)
        }
        return next
    }
}
