// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// A release as authors name it.
package struct ReleaseReference: Sendable {
    /// The public identifier of its dataset.
    package let dataset: PID
    /// Its number within the dataset, from 1.
    package let sequence: Int

    /// Takes the parts as they are; whether there is such a release is asked when it is used.
    package init(dataset: PID, sequence: Int) {
        self.dataset = dataset
        self.sequence = sequence
    }
}

extension Connection {
    /// The releases by their public names; one that the actor may not know of is not there.
    ///
    /// - Throws: `ActRefused` for the first one that is not public.
    func ids(of references: [ReleaseReference]) throws -> [ID<Release>] {
        try references.enumerated().map { index, reference in
            guard let release = try ReleaseStore(self).release(reference.dataset, reference.sequence),
                release.state.isPublic
            else {
                throw ActRefused.invalid(
                    "/releases/\(index)",
                    "unknown_value",
                    "There is no such release."
                )
            }
            return release.id
        }
    }
}
