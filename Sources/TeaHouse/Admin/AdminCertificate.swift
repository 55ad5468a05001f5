// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Store
import Workflow

/// `teahouse admin certificate`.
struct AdminCertificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Have certificates tried again that could not be issued.",
        subcommands: [Retry.self]
    )

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have the certificate of a version tried again, once its cause is mended.",
            discussion: """
                teahouse doctor names the certificates that could not be issued. What authors have to mend, they mend in another version.

                Example:  teahouse admin certificate retry fi-0123456789ab/1 --reason "The key is back."
                """
        )

        @Argument(
            help: "The version, as fi-…/2.",
            transform: { text in
                guard let name = CaseName(text), name.pid.kind == .finding, name.number != nil else {
                    throw ValidationError("\(text) is not a version as fi-…/2.")
                }
                return name
            }
        )
        var version: CaseName
        @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let (name, reason) = (version, reason)
            try await database.platform(logger: log.logger()) { db in
                guard let number = name.number, let found = try FindingStore(db).held(name.pid, number) else {
                    throw Refused("There is no \(name).")
                }
                do {
                    try db.retryCertificate(of: found, because: reason)
                } catch let refused as TransitionRefused {
                    throw Refused("The \(refused.object.word) of \(name) is \(refused.state).")
                } catch is LostRace {
                    throw Refused("\(name) changed in the meantime.")
                }
            }
            output.show(
                [
                    "version": .string(name.description),
                    "certificate": .string(Certification.pending.rawValue),
                ],
                "The certificate of \(name) is tried again."
            )
        }
    }
}
