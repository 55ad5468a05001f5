// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Foundation
import JSON
import Store

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

        func run() async throws {
            let person = person
            let tokens = try await database.platform(logger: output.log.logger()) { db in
                guard let found = try PersonStore(db).person(person) else {
                    throw Refused("There is no \(person).")
                }
                return try TokenStore(db).tokens(of: found.id)
            }
            var table = Table("PID", "TAIL", "EXPIRES", "REVOKED", "NAME")
            for each in tokens {
                table.add(
                    each.pid.description,
                    each.tail,
                    each.expiresAt.wholeSeconds.description,
                    each.revokedAt?.wholeSeconds.description ?? "-",
                    each.name
                )
            }
            let items = tokens.map { each -> JSON in
                [
                    "pid": .string(each.pid.description), "tail": .string(each.tail),
                    "name": .string(each.name),
                ]
            }
            output.show(["items": .array(items)], table.text(width: Terminal.width))
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
            let count = try await database.platform(logger: output.log.logger()) { db in
                let tokens = TokenStore(db)
                let revoked =
                    try pids.filter { try tokens.revoke($0) }.count
                    + all.filter { try tokens.revoke(hash: $0) }.count
                try db.record(
                    .tokenRevoked,
                    "\(revoked) tokens",
                    ["reason": .string(reason), "pids": .array(pids.map { .string($0.description) })]
                )
                return revoked
            }
            output.show(["revoked": .integer(Int64(count))], "Revoked \(count) of \(pids.count + all.count).")
        }
    }
}
