// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Publication
import Store

extension Connection {
    /// Makes a new signing key in a folder, endorsed by the present one and in use from now on, by the
    /// platform's clock; the keys that there are then.
    ///
    /// - Throws: `KeyRingError` when the folder has no keys that can be used.
    package func rotateKey(in folder: String) throws -> KeyRing {
        let ring = try KeyRing.rotate(in: folder, at: try PlatformClock(self).now())
        try record(.keyRotated, ring.keyID.description)
        return ring
    }
}
