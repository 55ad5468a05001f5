// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON
import Server

/// `teahouse doctor`: whether a machine, a state folder and its database are fit to serve.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the machine, the state folder, the keys and the running database.",
        discussion: """
            With --public-url it asks there whether this installation answers, with --log-origin whether the log has that name. A `note` is
            something that is left out, and no fault. It changes nothing, and ends with 3 when anything fails.

            Example:  teahouse doctor --state ./teahouse-state
            """
    )

    @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
    @Option(help: "The folder with the files, where it is not that of --state.") var files: String?
    @Option(help: "How the world reaches the server.") var publicUrl: String?
    @Option(help: "The name that the transparency log is to have.") var logOrigin: String?
    @Option(help: "The most hours that the last backup may be old.") var backupAge = 26
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let state = StateFolder(database.state ?? "./teahouse-state", keys: keys, files: files)
        var examination = Examination()
        await examination.lookAtMachine(state)
        examination.lookAtBackup(state, hours: backupAge)
        await examination.lookAtDatabase(database, state, logOrigin: logOrigin, logger: log.logger())
        if let publicUrl { await examination.lookFromOutside(publicUrl, state) }
        output.show(
            ["checks": .array(examination.checks.map(\.json))],
            examination.checks.map(\.line).joined(separator: "\n")
        )
        if examination.checks.contains(where: \.hasFailed) { throw CannotRun("Not everything is in order.") }
    }
}
