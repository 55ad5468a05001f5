// SPDX-License-Identifier: Apache-2.0

/// Why the schema was not brought up to date.
package enum MigrationError: Error, Sendable, Hashable {
    /// The migrations are not numbered 1, 2, 3, …, or the database lacks one below its newest.
    case gap(number: Int)
    /// The text of an applied migration was changed afterwards.
    case drift(number: Int, name: String)
    /// The database was migrated by a newer version of the program.
    case newer(number: Int)
    /// Another program held the migration lock for too long.
    case busy
    /// A table stayed locked by others through every try.
    case lockTimeout(name: String)
    /// A migration failed and was rolled back; those before it are in force.
    case failed(name: String, PostgresError)
}

extension MigrationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .gap(let number): "Migration \(number) is missing."
        case .drift(let number, let name):
            "Migration \(number) (\(name)) was changed after it had been applied."
        case .newer(let number): "The database has migration \(number), which this version does not know."
        case .busy: "Another program is migrating the database and has not come to an end."
        case .lockTimeout(let name): "Migration \(name) could not lock what it changes; others are using it."
        case .failed(let name, let error): "Migration \(name) failed: \(error)"
        }
    }
}
