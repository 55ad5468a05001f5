// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Store

/// `teahouse admin limit`.
struct AdminLimit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit",
        abstract: "List and set how much a person, an organisation or a draft may have.",
        discussion: "A change holds at once, on all servers. What somebody has already stays theirs.",
        subcommands: [List.self, Set.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all limits: first everybody's, then those of their own.",
            discussion: "Example:  teahouse admin limit list --state ./teahouse-state"
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let limits = try await database.platform(logger: log.logger()) { db in
                try ShareLimitStore(db).limits()
            }
            output.show(
                limits,
                [
                    Column("SHARE", "share") { .string($0.share.rawValue) },
                    Column("OF", "of", cell: { $0.holder?.description ?? "each" }) {
                        $0.holder.map { .string($0.description) } ?? .null
                    },
                    Column("AMOUNT", "amount", cell: { "\($0.amount)" }) { .integer($0.amount) },
                ]
            )
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a limit for everybody, or for one person or organisation.",
            discussion: """
                Examples:
                  teahouse admin limit set person-bytes 50000000000 --state ./teahouse-state
                  teahouse admin limit set organisation-bytes 2000000000000 --of or-0123456789ab
                  teahouse admin limit set organisation-bytes none --of or-0123456789ab
                """
        )

        @Argument(help: ArgumentHelp("What is limited.", valueName: "share"))
        var share: Share
        @Argument(
            help: "How much there may be, in bytes for bytes; `none`, with --of, takes an own limit away."
        )
        var amount: String
        @Option(
            help: "The person or organisation that it is for; everybody who has no own limit, unless given."
        )
        var of: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func validate() throws {
            guard amount == "none" ? of != nil : Int64(amount).map({ $0 >= 0 }) == true else {
                throw ValidationError("The amount is a number from 0, or `none` with --of.")
            }
            if let of, PID(of) == nil { throw ValidationError("\(of) names nobody.") }
        }

        func run() async throws {
            let (share, amount, holder) = (share, Int64(amount), of.flatMap { PID($0) })
            let isKnown = try await database.platform(logger: log.logger()) { db in
                let limits = ShareLimitStore(db)
                if let holder { return try limits.set(share, to: amount, for: holder) }
                try limits.set(share, to: amount ?? 0)
                return true
            }
            guard isKnown else { throw Refused("There is nobody \(of ?? "").") }
            output.show(
                [
                    "share": .string(share.rawValue), "of": of.map(JSON.string) ?? .null,
                    "amount": amount.map(JSON.integer) ?? .null,
                ],
                "\(share.rawValue) of \(of ?? "each"): \(amount.map(String.init) ?? "as everybody's")"
            )
        }
    }
}

extension Share: ExpressibleByArgument {}
