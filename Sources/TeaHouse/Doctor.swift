// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cluster
import Files
import JSON
import Jobs
import Publication
import Screening
import Server
import Store

/// `teahouse doctor`: whether a machine and a state folder are fit to serve.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the state folder, the keys and the running database.",
        discussion: "Example:  teahouse doctor --state ./teahouse-state"
    )

    @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
    @Option(help: "The folder with the files, where it is not that of --state.") var files: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        var lines: [(name: String, trouble: String?)] = []
        let folder = StateFolder(database.state ?? "./teahouse-state", keys: keys, files: files)
        lines.append(("signing keys", trouble { _ = try KeyRing(opening: folder.keys) }))
        lines.append(("credentials closed to others", trouble { try requireClosed(folder.credentials) }))
        do {
            try await Worker().check()
            lines.append(("uploaded files can be read", nil))
        } catch {
            lines.append(("uploaded files can be read", "no worker process does its work: \(error)"))
        }
        let program = ScreeningPass.pdfProgram
        let isThere = (try? FileStatus(of: program, followingLinks: true)) != nil
        lines.append(
            ("PDF can be read", isThere ? nil : "\(program) of poppler-utils is not there: PDF stays unread")
        )
        do {
            let (unsafe, excessive, isClockTrue, stuck, overdue, parked) = try await database.platform(
                logger: log.logger()
            ) { db in
                let settings = DatabaseSettings(db)
                return (
                    try settings.unsafe(), try settings.excessiveRights(), try settings.isClockTrue(),
                    try CertificationStore(db).stuck(atMost: 10),
                    try Operations.now(db)?.overdueAppointments ?? 0,
                    try JobStore(db).parked(atMost: 10)
                )
            }
            lines.append(
                ("database keeps what it acknowledges", unsafe.isEmpty ? nil : unsafe.joined(separator: ", "))
            )
            lines.append(
                (
                    "the application's roles have no other's rights",
                    excessive.isEmpty ? nil : excessive.joined(separator: ", ")
                )
            )
            lines.append(
                ("clock is the database's own", isClockTrue ? nil : "it was moved, as in a demonstration")
            )
            let certificates = stuck.map {
                "\($0.subject): \($0.cause ?? "it has waited for more than a day")"
            }
            lines.append(
                ("certificates issued", certificates.isEmpty ? nil : certificates.joined(separator: "; "))
            )
            let work = parked.map { "\($0.kind.rawValue) of \($0.subject): \($0.cause)" }
            lines.append(
                (
                    "background work is done",
                    work.isEmpty ? nil : "\(work.joined(separator: "; ")): teahouse admin job list"
                )
            )
            lines.append(
                (
                    "findings have judges",
                    overdue == 0 ? nil : "\(overdue) lack them: teahouse moderate queue --kind appointment"
                )
            )
        } catch {
            lines.append(("database", "\(error)"))
        }
        let items = lines.map { line -> JSON in
            ["check": .string(line.name), "trouble": line.trouble.map(JSON.string) ?? .null]
        }
        output.show(
            ["checks": .array(items)],
            lines.map { line in line.trouble.map { "FAIL  \(line.name): \($0)" } ?? "ok    \(line.name)" }
                .joined(separator: "\n")
        )
        if lines.contains(where: { $0.trouble != nil }) { throw CannotRun("Not everything is in order.") }
    }

    private func trouble(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Refuses a file that somebody else may read; one that is not there is no fault.
    private func requireClosed(_ path: String) throws {
        guard let mode = try FileStatus(of: path)?.mode, mode & 0o077 != 0 else { return }
        throw Exposed(path: path, mode: mode)
    }

    private struct Exposed: Error, CustomStringConvertible {
        let path: String
        let mode: UInt32

        var description: String { "\(path) has mode \(String(mode, radix: 8))" }
    }
}
