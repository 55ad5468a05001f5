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
        discussion: "Example:  teahouse admin rotate-key --state ./teahouse-state"
    )

    @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let folder = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
        let ring = try await database.platform(logger: log.logger()) { db in
            try db.rotateKey(in: folder)
        }
        output.show(["key_id": .string(ring.keyID.description)], "New signing key: \(ring.keyID)")
    }
}
