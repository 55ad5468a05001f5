// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How many characters of a cause are told.
private let longestCause = 2000

extension Connection {
    /// Asks for the certificate of a version whose gates are all open.
    ///
    /// - Throws: `LostRace` when somebody moved the certification without a lock.
    func askForCertificate(of version: ID<FindingVersion>) throws {
        guard let certification = try CertificationStore(self).begun(of: version) else { return }
        if certification.state == .waiting { try ready(certification) }
        try JobStore(self).enqueue(.certifyVersion, version.rawValue)
    }

    /// Notes that the last gate of a version has opened; the state of its certification then.
    @discardableResult
    func ready(_ certification: CertificationRecord) throws -> Certification {
        try move(certification.row, .ready)
    }

    /// Writes down that the certificate of a version could not be issued, and why, for its authors and for
    /// moderators; an administrator can have it tried again.
    ///
    /// Nothing happens when the version was taken back meanwhile, or was certified.
    ///
    /// - Throws: `LostRace` when somebody moved the certification without a lock.
    package func certificateFailed(of id: ID<FindingVersion>, because cause: String) throws {
        guard let version = try VersionStore(self).lock(id), version.state == .submitted,
            let certification = try CertificationStore(self).begun(of: id)
        else { return }
        let row: Subject<Certification>
        switch certification.state {
        case .pending: row = certification.row
        case .waiting: row = Subject(id, try ready(certification))
        case .issued, .failed, .escalated: return
        }
        let told = String(cause.unicodeScalars.prefix(longestCause))
        try move(row, .fail, set: ["cause = \(told)"], ["cause": .string(told)])
    }

    /// An administrator has a certificate tried again that could not be issued, with a reason of 1 to 5000
    /// characters.
    ///
    /// - Throws: `TransitionRefused` when it has not failed, or the version has left its gates; `LostRace`
    ///   when that happened meanwhile.
    package func retryCertificate(of version: VersionCase, because reason: String) throws {
        let event = Certification.Event.retry
        guard version.state == .submitted,
            let certification = try CertificationStore(self).begun(of: version.id)
        else {
            throw TransitionRefused(
                object: Finding.State.object,
                state: version.state.rawValue,
                event: event.rawValue
            )
        }
        try move(certification.row, event, set: ["cause = NULL"], ["reason": .string(reason)])
        try JobStore(self).enqueue(.certifyVersion, version.id.rawValue)
    }

    /// What the clock does with a certificate, which is locked, that could not be issued and about which
    /// nobody did anything: it tells the administrators, again and again.
    ///
    /// - Throws: `LostRace` when somebody moved it without a lock.
    package func lapse(_ certification: CertificationRecord) throws {
        try move(certification.row, .lapse)
    }
}
