// SPDX-License-Identifier: Apache-2.0
import Domain

/// A version whose gates open and close, and what becomes of its certificate.
struct CertificateState: ModelState {
    var version: Finding.State = .draft
    var screening: Screening = .pending
    var screeningDue = 0
    var isAccepted = false
    var certificate: Certification = .waiting
    var due = 0
    /// Whether a job is asked for.
    var hasJob = false
    /// Whether what was submitted has no certificate: its reader refuses it.
    var isRefused = false
    /// Whether something around the version changed since it was submitted, as an organisation's name.
    var hasChanged = false
    /// Whether a passage stands in it that had to go from another finding since it was screened.
    var isForeign = false
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.state(&screening)
        coder.number(&screeningDue, 3)
        coder.flag(&isAccepted)
        coder.state(&certificate)
        coder.number(&due, 2)
        coder.flag(&hasJob)
        coder.flag(&isRefused)
        coder.flag(&hasChanged)
        coder.flag(&isForeign)
    }

    /// Whether nothing stands in the way of a certificate; the other gates are other slices'.
    var isOpen: Bool { screening.isOpen && isAccepted }
}

/// The gate after the gates: a certificate is asked for once they are open, waits when one closes again, and
/// where it cannot be issued, somebody is told and has an hour.
struct CertificateSlice: Slice {
    typealias State = CertificateState
    static let ticks = Ticks(days: 5)

    let clauses: Clauses

    var starts: [State] { [State()] }

    func isStuck(_ state: State) -> Bool {
        guard state.version == .submitted, state.isOpen else { return false }
        return switch state.certificate {
        case .waiting, .pending: !state.hasJob
        case .failed, .escalated: state.due == 0
        case .issued: true
        }
    }

    func steps(from state: State, into steps: inout Steps<State>) {
        authors(state, &steps)
        guard state.version == .submitted else { return }
        if state.screening == .pending {
            steps.act(Label("the machine screens"), screened(state))
        }
        if !state.isAccepted {
            var next = state
            next.isAccepted = true
            goOn(&next)
            steps.act(Label("a moderator accepts"), next)
        }
        surroundings(state, &steps)
        if state.hasJob {
            steps.act(Label("the job certifies"), certified(state))
            var next = state
            next.hasJob = false
            fail(&next)
            steps.act(Label("the job gives up after five attempts"), next)
        }
        if let pending = state.certificate.next(.retry) {
            var next = state
            next.certificate = pending
            next.due = 0
            next.hasJob = true
            steps.act(Label("an administrator has the certificate tried again"), next)
            if state.isRefused {
                next.isRefused = false
                steps.act(Label("an administrator mends the cause, and has it tried again"), next)
            }
        }
        steps.tick(passTick(state), days: Self.ticks.days)
    }

    private func authors(_ state: State, _ steps: inout Steps<State>) {
        if state.version != .draft, let retracted = state.version.next(.retract) {
            var next = State()
            next.version = retracted
            // It finds that there is nothing to certify.
            next.hasJob = false
            steps.act(Label("an author retracts"), next)
        }
        switch state.version {
        case .draft, .submitted, .changesRequested, .retracted:
            for isRefused in [false, true] {
                var next = State()
                next.version = .submitted
                next.isRefused = isRefused
                let act: StaticString =
                    isRefused ? "authors submit what has no certificate" : "authors submit"
                steps.act(Label(act), next, asks: true)
            }
        default: break
        }
    }

    /// What happens around the finding.
    private func surroundings(_ state: State, _ steps: inout Steps<State>) {
        if !state.hasChanged {
            var next = state
            next.hasChanged = true
            steps.act(Label("an organisation is renamed"), next)
        }
        if !state.isForeign {
            var next = state
            next.isForeign = true
            steps.act(Label("a passage of it is upheld in another finding"), next)
        }
    }

    private func screened(_ state: State) -> State {
        var next = state
        if state.isForeign {
            next.screening = state.screening.next(.fail) ?? state.screening
            next.screeningDue = Self.ticks.over(Deadlines.failedScreening)
        } else {
            next.screening = state.screening.next(.pass) ?? state.screening
            goOn(&next)
        }
        return next
    }

    /// Asks for the certificate once everything is open.
    private func goOn(_ state: inout State) {
        guard state.isOpen else { return }
        if let pending = state.certificate.next(.ready) { state.certificate = pending }
        state.hasJob = true
    }

    private func fail(_ state: inout State) {
        guard let failed = state.certificate.next(.fail) else { return }
        state.certificate = failed
        state.due = clauses.has(.told) ? Self.ticks.over(Deadlines.certification) : 0
    }

    /// What the job does, in one transaction.
    private func certified(_ state: State) -> State {
        var next = state
        next.hasJob = false
        if state.isForeign, state.screening == .passed {
            next.screening = state.screening.next(.renew) ?? state.screening
        }
        if clauses.has(.held), !next.isOpen {
            next.certificate = state.certificate.next(.hold) ?? state.certificate
            next.due = 0
            return next
        }
        guard let issued = state.certificate.next(.issue) else { return next }
        guard !state.isRefused else {
            fail(&next)
            return next
        }
        // Published is what was fixed, and not what the surroundings make of it by now.
        if !clauses.has(.fixed), state.hasChanged { next.broken = .screened }
        if !next.isOpen { next.broken = .screened }
        next.certificate = issued
        next.due = 0
        next.version = .published
        return next
    }

    private func passTick(_ state: State) -> State {
        var next = state
        if state.due > 0 {
            next.due -= 1
            if next.due == 0, let event = state.certificate.atDue, let told = state.certificate.next(event) {
                next.certificate = told
                next.due = Self.ticks.over(Deadlines.certificationEscalation)
            }
        }
        if state.screeningDue > 0 {
            next.screeningDue -= 1
            if next.screeningDue == 0, let lapsed = state.screening.next(.lapse),
                let version = state.version.next(.requestChanges)
            {
                next.screening = lapsed
                next.version = version
            }
        }
        return next
    }
}
