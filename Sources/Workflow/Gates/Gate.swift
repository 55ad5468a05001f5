// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// A gate of a submitted version, and what its states mean for the version.
protocol Gate: StoredLifecycle {
    /// Whether it no longer stands in the way.
    var isOpen: Bool { get }
    /// What happens to the version because of this state; `nil` where it goes on waiting, or may pass.
    var sendsBack: Finding.State.Event? { get }
    /// Whether its case goes on after its version has left the gates.
    static var outlivesVersion: Bool { get }
}

extension Screening: Gate {
    /// What failed waits for the authors, or for a moderator's exception, and not for ever.
    var sendsBack: Finding.State.Event? { self == .lapsed || self == .upheld ? .requestChanges : nil }
    static var outlivesVersion: Bool { false }
}

extension Moderation: Gate {
    var isOpen: Bool { self == .accepted }

    var sendsBack: Finding.State.Event? {
        switch self {
        case .changesRequested: .requestChanges
        case .rejected: .reject
        case .pending, .escalated, .accepted: nil
        }
    }

    static var outlivesVersion: Bool { false }
}

extension Clearance.State: Gate {
    var isOpen: Bool { self == .passed }
    var sendsBack: Finding.State.Event? { self == .upheld ? .requestChanges : nil }
    /// Objections to a version that gave way to another are decided all the same.
    static var outlivesVersion: Bool { true }
}

extension Connection {
    /// Moves a gate of a version, and then asks whether the version passes, or goes back, or waits on.
    ///
    /// Every move of a gate is made in here, so that none can forget to ask. `change` moves it and returns
    /// its state then; `details` are those of the version's own move if it goes back.
    ///
    /// - Throws: what `change` does, and `LostRace` when the version that is to go back
    ///   has left its gates already.
    func moveGate<State: Gate>(
        of version: ID<FindingVersion>,
        _ details: JSON = [:],
        _ change: () throws -> State
    ) throws {
        let gate = try change()
        guard gate.isOpen || gate.sendsBack != nil else { return }
        // Locked after the gate: of two gates that open at once, the second waits
        // here and then sees the first.
        guard let version = try VersionStore(self).lock(version), version.state == .submitted else {
            guard State.outlivesVersion else { throw LostRace(object: Finding.State.object) }
            return
        }
        if let event = gate.sendsBack {
            try move(version.row, event, details)
        } else {
            try goOn(version)
        }
    }

    /// Asks for the certificate of a version whose gates are all open; sends it back for a passage that was
    /// upheld while it was rejected, so that it does not wait for a gate that nobody opens any more.
    private func goOn(_ version: VersionRecord) throws {
        switch try GateStore(self).closedGate(of: version.id) {
        case nil: try askForCertificate(of: version.id)
        case .clearance:
            let upheld = try ClearanceStore(self).clearances(on: version.id).first { $0.state == .upheld }
            guard let upheld else { return }
            try move(version.row, .requestChanges, ["clearance": .string(upheld.pid.description)])
        case .screening, .moderation: return
        }
    }
}
