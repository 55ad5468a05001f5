// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Foundation
import JSON
import Store
import Workflow

/// `teahouse admin token`.
struct AdminToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "List a person's tokens, or revoke tokens.",
        subcommands: [List.self, Revoke.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a person's tokens, never their text.",
            discussion: "Example:  teahouse admin token list pe-0123456789ab"
        )

        @Argument(help: "The person's public id.", transform: { try Arguments.pid($0, .person) }) var person:
            PID
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let person = person
            let tokens = try await database.platform(logger: log.logger()) { db in
                guard let found = try PersonStore(db).person(person) else {
                    throw Refused("There is no \(person).")
                }
                return try TokenStore(db).tokens(of: found.id)
            }
            output.show(
                tokens,
                [
                    Column("PID", "pid") { .string($0.pid.description) },
                    Column("TAIL", "tail") { .string($0.tail) },
                    Column("EXPIRES", "expires_at") { .string($0.expiresAt.wholeSeconds.description) },
                    Column("REVOKED", "revoked_at") {
                        $0.revokedAt.map { .string($0.wholeSeconds.description) } ?? .null
                    },
                    Column("NAME", "name") { .string($0.name) },
                ]
            )
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Revoke tokens for good, by their public ids or, leaked ones, by their text on standard input.",
            discussion: "Example:  teahouse admin token revoke --stdin --reason leaked < tokens.txt"
        )

        @Argument(help: "Public ids of tokens.", transform: { try Arguments.pid($0, .token) }) var pids:
            [PID] = []
        @ArgumentParser.Flag(help: "Read tokens from standard input, one a line.") var stdin = false
        @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func validate() throws {
            guard stdin != !pids.isEmpty else { throw ValidationError("Name tokens, or say --stdin.") }
        }

        func run() async throws {
            var hashes: [[UInt8]] = []
            while stdin, let line = readLine() {
                if let token = TokenText(.personal, line.trimmingCharacters(in: .whitespaces)) {
                    hashes.append(token.hash)
                }
            }
            let (pids, reason, all) = (pids, reason, hashes)
            let count = try await database.platform(logger: log.logger()) { db in
                try db.revokeTokens(pids, hashes: all, because: reason)
            }
            output.show(["revoked": .integer(Int64(count))], "Revoked \(count) of \(pids.count + all.count).")
        }
    }
}
