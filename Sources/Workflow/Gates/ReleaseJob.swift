// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

/// What came of an administrator's wish to have parked work tried again.
package enum JobRelease: Sendable {
    case released
    case notParked
    /// Its certificate was given up, and is for `retryCertificate`, which says why.
    case ofFailedCertificate
}

extension Connection {
    /// Has parked work tried again, once its cause is mended.
    ///
    /// A version whose screening failed with that is screened anew.
    ///
    /// - Throws: `LostRace` when somebody moved a screening meanwhile.
    package func releaseJob(_ id: UUID) throws -> JobRelease {
        guard let job = try JobStore(self).parked(id) else { return .notParked }
        switch job.kind {
        case .certifyVersion:
            let certification = try CertificationStore(self).begun(of: ID(rawValue: job.subject))
            guard certification?.state != .failed, certification?.state != .escalated else {
                return .ofFailedCertificate
            }
        case .screenVersion: try renewScreening(of: ID(rawValue: job.subject))
        case .measureRelease, .screenNote, .compareEmbargoed: break
        }
        // Unless what was asked for anew just now has taken its place.
        _ = try JobStore(self).release(job)
        return .released
    }
}
