// SPDX-License-Identifier: Apache-2.0

/// What brings an event of a lifecycle about, and so who may.
package enum Origin: Hashable, Sendable {
    /// Somebody's act on the object itself: those whom the permissions entitle to it in its state.
    case act(Action)
    /// Somebody's act on another object, of this kind: those whom the permissions entitle to it in any state.
    case actElsewhere(ObjectKind, Action)
    /// The platform's own work: a job, a clock, a command.
    case platform
    /// It follows from what else is so, whoever brought that about; the database looks whether it is.
    case consequence
}

extension Organisation.State {
    package static func origins(of event: Event) -> [Origin] { [.act(event.action)] }
}

extension PersonState {
    /// By a command of the operator's, in either direction.
    package static func origins(of event: Event) -> [Origin] { [.platform] }
}

extension Problem.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .submit: [.act(.submit)]
        case .return: [.act(.return)]
        case .approve: [.act(.approve)]
        case .amend: [.act(.edit)]
        case .extend: [.act(.extend)]
        case .deadline: [.platform]
        case .conclude: [.act(.conclude)]
        case .cancel: [.act(.cancel)]
        }
    }
}

extension Release.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .measure: [.act(.measure)]
        case .stop: [.act(.stop)]
        case .pass, .fail: [.platform]
        case .return: [.act(.return)]
        case .release: [.act(.release)]
        case .suspend: [.act(.suspend)]
        case .resume: [.act(.resume), .platform]
        case .retire: [.act(.retire)]
        }
    }
}

extension AccessRequest.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .grant: [.act(.grant)]
        case .decline: [.act(.decline)]
        case .revoke: [.act(.revoke)]
        case .lapse, .expire: [.platform]
        }
    }
}

extension Review.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .give: [.act(.give)]
        case .decline: [.act(.decline)]
        case .lapse: [.platform]
        }
    }
}

extension PublicationRecord.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .publish, .show: [.platform]
        case .hide: [.act(.hide)]
        case .withdraw, .retract: [.act(.withdraw), .act(.takeDown)]
        }
    }
}

extension WithdrawalNote.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .allow: [.act(.allow)]
        case .refuse: [.act(.refuse)]
        case .pass, .fail, .lapse: [.platform]
        }
    }
}

extension ExportRun {
    /// The export is the platform's alone.
    package static func origins(of event: Event) -> [Origin] { [.platform] }
}

extension Identifier.State {
    /// What the registry has is the platform's alone.
    package static func origins(of event: Event) -> [Origin] { [.platform] }
}
