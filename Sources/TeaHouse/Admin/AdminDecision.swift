// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Postgres
import Store
import Workflow

/// What an administrator suspends, resumes or ends from the command line.
protocol Administered: Sendable {
    associatedtype State: StoredLifecycle

    static var pidKind: PID.Kind { get }
    var state: State { get }

    /// The one with this public id.
    static func find(_ pid: PID, _ db: Connection) throws -> Self?

    /// Does what was decided; the state that it is in then.
    func decide(_ event: State.Event, because reason: String, _ db: Connection) throws -> State
}

extension Administered {
    /// What the command line calls it.
    static var word: String { State.object.word }
}

extension OrganisationRecord: Administered {
    static let pidKind = PID.Kind.organisation

    static func find(_ pid: PID, _ db: Connection) throws -> Self? {
        try OrganisationStore(db).organisation(pid)
    }

    func decide(_ event: Organisation.State.Event, because reason: String, _ db: Connection) throws
        -> Organisation.State
    {
        try db.decide(event, on: self, because: reason)
    }
}

extension PersonRecord: Administered {
    static let pidKind = PID.Kind.person

    static func find(_ pid: PID, _ db: Connection) throws -> Self? { try PersonStore(db).person(pid) }

    func decide(_ event: PersonState.Event, because reason: String, _ db: Connection) throws -> PersonState {
        try db.decide(event, on: self, because: reason)
    }
}

/// An event that administrators bring about, as a command says it.
protocol AdminEvent: SendableMetatype {
    associatedtype Subject: Administered

    static var event: Subject.State.Event { get }
    /// What it does, in a sentence.
    static var abstract: String { get }
    /// A reason that somebody could give.
    static var example: String { get }
}

/// `teahouse admin organisation suspend` and its like: one event of one thing, with its reason.
struct AdminDecision<Decided: AdminEvent>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let event = Decided.event.rawValue
        return CommandConfiguration(
            commandName: event,
            abstract: Decided.abstract,
            discussion: """
                Example:  teahouse admin \(Decided.Subject.word) \(event) \(Decided.Subject.pidKind.rawValue)-0123456789ab \
                --reason "\(Decided.example)"
                """
        )
    }

    @Argument(
        help: "The \(Decided.Subject.word)'s public id.",
        transform: { try Arguments.pid($0, Decided.Subject.pidKind) }
    )
    var pid: PID
    @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let (pid, reason) = (pid, reason)
        let state: Decided.Subject.State
        do {
            state = try await database.platform(logger: log.logger()) { db in
                guard let found = try Decided.Subject.find(pid, db) else {
                    throw Refused("There is no \(pid).")
                }
                do {
                    return try found.decide(Decided.event, because: reason, db)
                } catch is TransitionRefused {
                    throw Refused("\(pid) is \(found.state.rawValue).")
                } catch is LostRace {
                    throw Refused("\(pid) changed in the meantime.")
                }
            }
        } catch let error as PostgresError where error.isAboutLastAdmin {
            throw Refused.lastAdmin(pid)
        }
        output.show(
            ["pid": .string(pid.description), "state": .string(state.rawValue)],
            "\(pid) is \(state.rawValue)."
        )
    }
}
