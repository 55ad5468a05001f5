// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Postgres
import Server
import Telemetry

/// `teahouse version`: the program's version, and the schema that it wants.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version, and the newest migration that it carries.",
        discussion: "Example:  teahouse version"
    )

    func run() {
        Terminal.print("teahouse \(ProgramVersion.text)")
        if let newest = Schema.migrations.max(by: { $0.number < $1.number }) {
            Terminal.print("schema \(newest.name)")
        }
    }
}
