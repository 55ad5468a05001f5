// SPDX-License-Identifier: Apache-2.0
import Domain

extension ScopeSlice {
    /// The version before goes.
    func leave(_ state: inout State) {
        state.screening = .pending
        state.screeningDue = 0
        state.exceptedBy = 0
        state.removedBy = 0
        state.acceptedBy = 0
        state.hasRows = false
        state.source = ScopeSource.outside.rawValue
        if state.row.isWaiting || state.row == .upheld { state.row = .left }
        state.due = 0
    }

    /// A version comes; what it is judged against is written down.
    func submitted(_ isListed: Bool, _ hasRows: Bool, _ state: State) -> State {
        var next = state
        leave(&next)
        next.version = .submitted
        next.hasRows = hasRows
        let knows = state.hasDownloaded && (clauses.has(.downloads) || !state.hasLeft)
        let isCompared = knows && (clauses.has(.compared) || !state.wasRemoved)
        let source: ScopeSource =
            isListed ? .listed : state.wasListed ? .earlier : isCompared ? .downloaded : .outside
        next.source = source.rawValue
        if isListed {
            next.wasListed = true
            next.wasRemoved = false
        }
        // The passage that was upheld is gone.
        if state.isRaised, state.flag == .upheld { next.flag = .resolved }
        guard next.asks, clauses.has(.own) || !state.isOwn else {
            // Nobody is asked: there is no row that the version waits for.
            next.row = .passed
            next.isUnused = true
            return next
        }
        let stays = state.isAsked && state.hasPassed && (!state.isUnused || !clauses.has(.relisted))
        next.isAsked = true
        next.isUnused = stays && state.isUnused
        if state.isRaised, state.flag == .contested {
            next.row = .flagged
        } else {
            next.row = stays ? .passed : .pending
        }
        // What is left of the agreed time, and ten days at least.
        let left = Self.ticks.over(Self.agreed) - state.used
        next.due = next.row == .passed ? 0 : max(left, Self.ticks.over(Deadlines.clearanceLeast))
        next.hasPassed = stays
        return next
    }

    /// The machine finds rows of what is in the scope, and of nothing else.
    func screened(_ state: State) -> State {
        var next = state
        let source = ScopeSource(rawValue: state.source) ?? .outside
        let isCompared = source != .outside && source != .removed
        guard let screening = state.screening.next(state.hasRows && isCompared ? .fail : .pass) else {
            return next
        }
        next.screening = screening
        if screening == .failed { next.screeningDue = Self.ticks.over(Deadlines.failedScreening) }
        goOn(&next)
        return next
    }

    /// A judge finds that the release was not used; `nil` when it cannot be taken out.
    func removed(by judge: Int, _ state: State) -> State? {
        switch ScopeSource(rawValue: state.source) ?? .outside {
        case .earlier, .downloaded: break
        case .outside, .listed, .removed: return nil
        }
        if clauses.has(.unused), state.flagStands { return nil }
        var next = state
        if state.isRaised, state.flag == .contested { next.broken = .noSilentFall }
        next.source = ScopeSource.removed.rawValue
        next.removedBy = judge
        next.wasListed = false
        next.wasRemoved = true
        // What failed is screened anew, without the release.
        if let screening = state.screening.next(.renew) {
            next.screening = screening
            next.screeningDue = 0
        }
        if state.asks, let row = state.row.next(.unused) {
            next.row = row
            next.isUnused = true
            next.hasPassed = true
            next.due = 0
        }
        goOn(&next)
        return next
    }

    func settle(_ state: inout State) {
        guard state.isAsked, state.row == .flagged, !state.flag.isWaiting else { return }
        if state.flag == .upheld {
            state.row = .upheld
            state.version = .changesRequested
            state.due = 0
        } else if state.due > 0 {
            state.row = .pending
        } else {
            pass(&state, .resolve)
        }
    }

    func pass(_ state: inout State, _ event: Clearance.State.Event) {
        guard let row = state.row.next(event) else { preconditionFailure("\(state.row) \(event)") }
        state.row = row
        state.isUnused = false
        state.hasPassed = true
        state.used = Self.ticks.over(Self.agreed)
        state.due = 0
        goOn(&state)
    }

    func passTick(_ state: State) -> State {
        var next = state
        if state.isRaised, state.flag == .contested {
            next.flagDue -= 1
            if next.flagDue == 0, let flag = state.flag.next(.lapse) {
                next.flag = flag
                settle(&next)
            }
        }
        guard state.version == .submitted else { return next }
        if state.isAsked, next.row.isWaiting {
            next.used = min(state.used + 1, Self.ticks.over(Self.agreed))
            next.due = max(0, state.due - 1)
            if next.due == 0, next.row == .pending {
                pass(&next, .lapse)
            } else {
                settle(&next)
            }
        }
        if next.version == .submitted, next.screening == .failed {
            next.screeningDue -= 1
            if next.screeningDue == 0, let lapsed = next.screening.next(.lapse) {
                next.screening = lapsed
                next.version = .changesRequested
            }
        }
        return next
    }

    /// Publishes what has passed all gates, and checks how it came there.
    func goOn(_ state: inout State) {
        guard state.version == .submitted, state.screening.isOpen, state.acceptedBy != 0, state.row == .passed
        else {
            return
        }
        let opened = [state.exceptedBy, state.removedBy]
        if opened.contains(state.acceptedBy) { state.broken = .twoPeople }
        // Rows of a release that a party person had are seen by somebody, who decided on this version.
        if state.hasRows, state.hasDownloaded, opened == [0, 0] { state.broken = .screened }
        // What is listed, or was and is not taken out, was cleared by its provider, not passed over.
        if state.wasListed, state.isUnused { state.broken = .wholeTime }
        if state.isRaised, state.flag.isWaiting, state.asks { state.broken = .noSilentFall }
        state.version = .published
    }
}
