// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Takes a role on the platform away, on the platform's own word, with a reason of 1 to 5000
    /// characters; what the person may do by it ends with the transaction.
    ///
    /// The database refuses to take the last administrator's, at COMMIT.
    ///
    /// - Throws: `ActRefused` when the person does not have the role.
    package func take(_ role: PlatformRole, from person: PersonRecord, because reason: String) throws {
        guard try PersonStore(self).take(role, from: person.id, ["reason": .string(reason)]) else {
            throw ActRefused.conflict("no_role", "\(person.pid) is no \(role.rawValue).")
        }
    }
}
