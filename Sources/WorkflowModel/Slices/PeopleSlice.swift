// SPDX-License-Identifier: Apache-2.0
import Domain

/// Who judges: authors name judges and answer the problem of one's organisation, the provider hires, judges
/// ask each other for reviews, administrators free and appoint, while a version is decided on and an
/// objection is voted on.
///
/// The rules about parties stand in SQL (`is_neutral`, `check_second_look`); here they are said once more.
struct PeopleSlice: Slice {
    typealias State = PeopleState

    static let ticks = Ticks(days: 5)
    static let names: [StaticString] = [
        "moderator 1", "moderator 2", "the administrator", "the appointed moderator",
    ]

    let clauses: Clauses
    /// Whether the provider hires moderators, authors name others than moderator 1, and the category of an
    /// objection may be personal data as well.
    let isWhole: Bool

    var starts: [PeopleState] { [PeopleState()] }

    /// Whether the rules let the judge decide.
    func isAble(_ judge: Int, _ state: State) -> Bool {
        if !clauses.has(.wrote), state.wrote & (1 << judge) != 0 { return false }
        switch state[judge] {
        case .neutral, .lifted: return true
        case .asked: return clauses.has(.rev)
        case .tiedBefore: return !clauses.has(.rows)
        case .named, .tied, .party, .absent: return false
        }
    }

    /// How many can judge, as the server counts them.
    func bench(_ state: State) -> Bench {
        let appointed = isAble(PeopleState.appointed, state) ? 1 : 0
        return Bench(
            moderators: (isAble(0, state) ? 1 : 0) + (isAble(1, state) ? 1 : 0) + appointed,
            administrators: isAble(PeopleState.admin, state) ? 1 : 0,
            both: 0,
            appointed: appointed
        )
    }

    /// Who judges as one of these.
    private func judges(_ seats: Seats, _ state: State) -> Judges {
        let bench = bench(state)
        var judges = Judges()
        for judge in 0..<4 {
            let taken = bench.seats(
                Self.roles[judge],
                isAppointed: judge == PeopleState.appointed && state[judge] != .absent,
                isNeutral: isAble(judge, state)
            )
            if !taken.isDisjoint(with: seats) { judges.insert(judge) }
        }
        return judges
    }

    private static let roles: [Set<PlatformRole>] = [[.moderator], [.moderator], [.admin], []]

    /// Who may vote on a contested objection, and decide on a version.
    func voters(_ state: State) -> Judges { judges(.moderator, state) }

    /// Who may decide on the version now; after ten days administrators join.
    func deciders(_ state: State) -> Judges {
        var judges = judges(state.moderationDue == 0 ? [.moderator, .administrator] : .moderator, state)
        if state.isAppealed { judges.remove(state.stopper - 1) }
        return judges
    }

    /// Who decides an escalated objection.
    func arbiters(_ state: State) -> Judges { judges(.administrator, state) }

    /// Whether administrators owe an appointment.
    func isOwed(_ state: State) -> Bool {
        guard clauses.has(.judge) else { return false }
        let isDecided = state.version == .submitted && state.moderation == .pending
        return bench(state).owesAppointment(
            for: Bench.Waiting(
                flags: state.flagWaits ? [state.flag] : [],
                deciders: isDecided ? deciders(state).count : nil
            )
        )
    }

    func isStuck(_ state: State) -> Bool {
        guard state.version == .submitted, state.moderation == .pending, deciders(state).isEmpty else {
            return false
        }
        // An appointment mends a want of people, not what one judge does to the others.
        let areParties = (0..<4).contains {
            switch state[$0] {
            case .named, .tied, .tiedBefore, .party: true
            case .neutral, .lifted, .asked, .absent: false
            }
        }
        return !clauses.has(.judge) || !areParties
    }

    func steps(from state: State, into steps: inout Steps<State>) {
        guard state.version != .published else { return }
        authors(state, &steps)
        bystanders(state, &steps)
        if state.version == .submitted, state.moderation == .pending { decisions(state, &steps) }
        if state.flagWaits { votes(state, &steps) }
        steps.tick(passTick(state), days: Self.ticks.days)
    }

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        switch state.version {
        case .draft, .submitted, .changesRequested:
            // One at a time: more are named by one more version.
            for named in [4, 0, 1, 2, 3] where isNameable(named, state) {
                for isAnswer in [false, true] {
                    let act: StaticString =
                        isAnswer
                        ? "authors answer the problem of moderator 2's organisation, and name"
                        : "authors submit, and name"
                    steps.act(
                        Label(act, named < 4 ? Self.names[named] : "nobody"),
                        submitted(naming: named, isAnswer, state),
                        asks: true
                    )
                }
            }
        default: break
        }
        let mayAppeal = clauses.has(.requests) || state.moderation == .rejected
        if !state.isAppealed, mayAppeal, let moderation = state.moderation.next(.appeal),
            let version = state.version.next(.appeal), !(state.isRaised && state.flag == .upheld)
        {
            var next = state
            next.moderation = moderation
            next.version = version
            next.isAppealed = true
            next.alone = 0
            next.aloneBy = 0
            next.moderationDue = Self.ticks.over(Deadlines.moderation)
            steps.act(Label("authors appeal"), next, asks: true)
        }
    }

    private func isNameable(_ judge: Int, _ state: State) -> Bool {
        judge < 4 ? (isWhole || judge == 0) && state[judge] != .absent : true
    }

    private func submitted(naming named: Int, _ isAnswer: Bool, _ state: State) -> State {
        var next = state
        next.version = .submitted
        next.moderation = .pending
        next.moderationDue = Self.ticks.over(Deadlines.moderation)
        next.stopper = 0
        next.isAppealed = false
        for judge in 0..<4 {
            switch state[judge] {
            case .neutral where judge == 1 && isAnswer, .named where judge == 1 && isAnswer,
                .lifted where judge == 1 && isAnswer, .asked where judge == 1 && isAnswer,
                .tiedBefore where judge == 1 && isAnswer:
                next[judge] = .tied
            case .tied where !isAnswer: next[judge] = .tiedBefore
            case .neutral where named == judge, .asked where named == judge:
                next[judge] = .named
            default: break
            }
        }
        // The passage that was upheld is gone.
        if state.isRaised, state.flag == .upheld { next.flag = .resolved }
        return next
    }

    /// What happens around the finding.
    private func bystanders(_ state: State, _ steps: inout Steps<State>) {
        for judge in 0..<2 where isWhole && state[judge] != .party {
            var next = state
            next[judge] = .party
            steps.act(Label("the provider hires", Self.names[judge]), next)
        }
        for judge in 0..<4 where state[judge] == .named && isAble(PeopleState.admin, state) {
            var next = state
            next[judge] = .lifted
            steps.act(Label("an administrator frees", Self.names[judge]), next)
        }
        let asker = isAble(0, state) ? 0 : isAble(1, state) ? 1 : nil
        for judge in 0..<3 {
            var next = state
            if state[judge] == .neutral, let asker, asker != judge, state.version == .submitted {
                next[judge] = .asked
                steps.act(Label("a moderator asks for a review:", Self.names[judge]), next)
            } else if state[judge] == .asked {
                next[judge] = .party
                steps.act(Label("a review is given by", Self.names[judge]), next)
                next[judge] = .neutral
                steps.act(Label("a review is declined by", Self.names[judge]), next)
            }
        }
        if isOwed(state), state[PeopleState.appointed] == .absent {
            var next = state
            next[PeopleState.appointed] = .neutral
            steps.act(Label("an administrator appoints a moderator"), next)
        }
        if state.version == .submitted, !state.isRaised {
            for isPersonal in [false, true] where isWhole || !isPersonal {
                var next = state
                next.isRaised = true
                next.isPersonal = isPersonal
                next.flag = .contested
                next.flagDue = Self.ticks.over(Deadlines.flagDecision)
                steps.act(Label("the provider objects, and the authors contest it"), next)
            }
        }
    }
}
