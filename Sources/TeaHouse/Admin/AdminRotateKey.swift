// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Publication
import Server
import Workflow

/// `teahouse admin rotate-key`.
struct AdminRotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: "Make a new signing key, endorsed by the present one.",
        discussion: """
            With --compromised-at the present key was in others' hands from then on: it retires at once, and what it signed holds only where
            the log had it before. Its endorsement of the new key is worth nothing then, so make the new key known in another way.
            With --key besides, the same is said of a key that is retired already, and none is made.

            Example:  teahouse admin rotate-key --state ./teahouse-state
            """
    )

    @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
    @Option(help: "Since when others have had the key, as 2026-11-24T10:00:00Z.") var compromisedAt: String?
    @Option(help: "The retired key that --compromised-at is said of.") var key: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        if let compromisedAt, Instant(compromisedAt) == nil {
            throw ValidationError("--compromised-at is a time, as 2026-11-24T10:00:00Z.")
        }
        if let key {
            guard KeyID(key) != nil else { throw ValidationError("--key is sixteen hexadecimal digits.") }
            guard compromisedAt != nil else { throw ValidationError("--key goes with --compromised-at.") }
        }
    }

    func run() async throws {
        let folder = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
        let since = compromisedAt.flatMap { Instant($0) }
        let retired = key.flatMap { KeyID($0) }
        let ring = try await database.platform(logger: log.logger()) { db in
            do {
                if let retired, let since {
                    return try db.markCompromised(retired, at: since, in: folder)
                }
                return try db.rotateKey(in: folder, compromisedAt: since)
            } catch let error as KeyRingError {
                switch error {
                case .notRetired, .tooEarly: throw Refused("\(error).")
                default: throw error
                }
            }
        }
        output.show(
            ["key_id": .string(ring.keyID.description)],
            retired.map { "\($0) is marked; the signing key is \(ring.keyID)." }
                ?? "New signing key: \(ring.keyID)"
        )
    }
}
