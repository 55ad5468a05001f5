// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackagePlugin

/// Turns `sql/migrations/*.sql` into one Swift file of raw strings (`docs/adr/0005-embedded-sql.md`).
@main
struct EmbedMigrations: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "migrations")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let bootstrap = target.directoryURL.appending(path: "bootstrap.sql")
        let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) migrations",
                executable: try context.tool(named: "EmbedMigrationsTool").url,
                arguments: [output.path, bootstrap.path] + files.map(\.path),
                inputFiles: [bootstrap] + files,
                outputFiles: [output]
            )
        ]
    }
}
