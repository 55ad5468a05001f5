// SPDX-License-Identifier: Apache-2.0
import Postgres

/// Whether the database answers.
package func isAlive(_ db: Connection) throws(PostgresError) -> Bool {
    let one: Int? = try db.scalar("SELECT 1::bigint")
    return one == 1
}
