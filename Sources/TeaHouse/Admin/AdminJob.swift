// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Foundation
import JSON
import Store
import Workflow

/// `teahouse admin job`.
struct AdminJob: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "List background work that is parked, and have it tried again.",
        discussion: "Work is parked when its third attempt has failed, or has ended its server.",
        subcommands: [List.self, Release.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is parked, and why.",
            discussion: "Example:  teahouse admin job list --state ./teahouse-state"
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let jobs = try await database.platform(logger: log.logger()) { db in
                try JobStore(db).parked(atMost: 1000)
            }
            output.show(
                jobs,
                [
                    Column("JOB", "job") { .string($0.name) },
                    Column("SINCE", "parked_at") { .string($0.since.description) },
                    Column("WORK", "kind") { .string($0.kind.rawValue) },
                    Column("ON", "subject") { .string($0.subject) },
                    Column("TRIES", "attempts", cell: { "\($0.attempts)" }) { .integer(Int64($0.attempts)) },
                    Column("CAUSE", "cause") { .string($0.cause) },
                    Column("LAST ERROR", "error") { $0.error.map(JSON.string) ?? .null },
                ]
            )
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have parked work tried again, once its cause is mended.",
            discussion: "Example:  teahouse admin job release 0199d3b0-0000-7000-8000-000000000000"
        )

        @Argument(
            help: "The job, as teahouse admin job list names it.",
            transform: { text in
                guard let id = UUID(uuidString: text) else { throw ValidationError("\(text) names no job.") }
                return id
            }
        )
        var job: UUID
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let id = job
            let name = id.uuidString.lowercased()
            let outcome = try await database.platform(logger: log.logger()) { db in try db.releaseJob(id) }
            switch outcome {
            case .released: break
            case .notParked: throw Refused("No parked job is \(name).")
            case .ofFailedCertificate:
                throw Refused("Its certificate was given up: teahouse admin certificate retry.")
            }
            output.show(["job": .string(name)], "\(name) is tried again.")
        }
    }
}

extension ParkedJob {
    fileprivate var name: String { id.uuidString.lowercased() }
}
