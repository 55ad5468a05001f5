// SPDX-License-Identifier: Apache-2.0

extension Finding.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .submit: [.act(.submit)]
        // Of a later version.
        case .supersede: [.actElsewhere(.finding, .submit)]
        case .appeal: [.act(.appeal)]
        // With its publication, where it has one.
        case .retract: [.act(.retract), .consequence]
        case .withdraw: [.consequence]
        case .reject, .requestChanges: [.consequence]
        case .pass, .publish: [.platform]
        }
    }
}

extension Screening {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .ask: [.actElsewhere(.finding, .askException)]
        case .exception: [.actElsewhere(.finding, .exception)]
        case .refuse: [.actElsewhere(.finding, .refuseException)]
        case .renew: [.actElsewhere(.finding, .releaseUnused), .platform]
        case .gone: [.actElsewhere(.finding, .gone)]
        case .stands: [.actElsewhere(.finding, .stands)]
        case .pass, .fail, .doubt, .escalate, .lapse, .defer: [.platform]
        }
    }
}

extension Moderation {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .accept: [.actElsewhere(.finding, .accept)]
        case .reject: [.actElsewhere(.finding, .reject)]
        case .requestChanges: [.actElsewhere(.finding, .requestChanges)]
        case .appeal: [.actElsewhere(.finding, .appeal)]
        case .escalate: [.platform]
        }
    }
}

extension Certification {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        // Whoever opens the last gate.
        case .ready: [.consequence]
        case .hold, .issue, .fail, .retry, .lapse: [.platform]
        }
    }
}

extension Clearance.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        // A version that comes back by an appeal is held by what was raised to a later one.
        case .raise: [.act(.raise), .actElsewhere(.finding, .appeal)]
        case .extend: [.act(.extend)]
        case .noObjection: [.act(.noObjection)]
        case .unused: [.actElsewhere(.finding, .releaseUnused)]
        case .leave: [.actElsewhere(.finding, .submit), .actElsewhere(.finding, .retract)]
        // What its flags come to.
        case .resolve, .resume, .uphold: [.consequence]
        case .lapse, .cap, .capUpheld: [.platform]
        }
    }
}

extension Flag.State {
    package static func origins(of event: Event) -> [Origin] {
        switch event {
        case .concede: [.act(.concede)]
        case .contest: [.act(.contest), .platform]
        case .uphold: [.act(.uphold)]
        case .dismiss: [.act(.dismiss)]
        case .retract: [.act(.retract)]
        // Of what was found in a version.
        case .resolve: [.consequence]
        case .lapse, .escalate: [.platform]
        }
    }
}
