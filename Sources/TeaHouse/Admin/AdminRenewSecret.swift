// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON
import Server

/// `teahouse admin renew-secret`.
struct AdminRenewSecret: AsyncParsableCommand {
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case cursors
    }

    static let configuration = CommandConfiguration(
        commandName: "renew-secret",
        abstract: "Make a secret anew that all servers share, where it is lost.",
        discussion: """
            Copy the new file to the other servers, then restart them. Cursors that were given out are void: who turns pages begins anew.

            Example:  teahouse admin renew-secret cursors --state ./teahouse-state
            """
    )

    @Argument(help: "Which: cursors.") var name: Name
    @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let folder = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
        try await database.standing(logger: log.logger()) {
            try await database.platform(logger: log.logger()) { db in
                try SharedSecret.cursors(in: folder).renew(db)
            }
        }
        output.show(["name": .string(name.rawValue)], "\(folder) has a new secret for \(name.rawValue).")
    }
}
