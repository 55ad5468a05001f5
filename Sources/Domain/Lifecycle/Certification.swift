// SPDX-License-Identifier: Apache-2.0

/// The certificate of a submitted version: asked for once the three gates are open, and watched over until it
/// is issued.
package enum Certification: String, Lifecycle {
    /// A gate is still closed; nobody is waited for here.
    case waiting
    /// All gates are open: a job is at work or will be; overdue after a day is shown, and nothing happens by
    /// itself.
    case pending
    /// Signed, and the version published or embargoed until its day.
    case issued
    /// It could not be issued, for a cause that is told: the authors can begin another version, an
    /// administrator can have it tried again; due after a day.
    case failed
    /// Nobody did anything about it: it is the administrators', who are told again every five days.
    case escalated

    /// What moves a certification: `ready` comes with the last gate, `hold` with one that closed again;
    /// `issue` and `fail` are the job's, `retry` an administrator's, `lapse` the clock's.
    package enum Event: String, CaseIterable, Sendable {
        case ready, hold, issue, fail, retry, lapse
    }

    package static let object = ObjectKind.certification

    package var isWaiting: Bool {
        switch self {
        case .pending, .failed, .escalated: true
        case .waiting, .issued: false
        }
    }

    package var atDue: Event? {
        switch self {
        case .failed, .escalated: .lapse
        case .waiting, .pending, .issued: nil
        }
    }

    package var days: Int? {
        switch self {
        case .pending, .failed: Deadlines.certification
        case .escalated: Deadlines.certificationEscalation
        case .waiting, .issued: nil
        }
    }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.waiting, .ready): .pending
        case (.pending, .hold): .waiting
        case (.pending, .issue): .issued
        case (.pending, .fail): .failed
        case (.failed, .retry), (.escalated, .retry): .pending
        case (.failed, .lapse), (.escalated, .lapse): .escalated
        case (.waiting, _), (.pending, _), (.issued, _), (.failed, _), (.escalated, _): nil
        }
    }
}

extension Certification {
    /// The states in which somebody has to do something, since no job will.
    package static let stuck = allCases.filter { $0.next(.retry) != nil }
}
