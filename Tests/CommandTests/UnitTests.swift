// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Server
import TestSupport
import Testing

/// The command lines of the units in `deploy/`, run as they stand there but for the paths.
@Suite(.serialized) struct UnitTests {
    private static let units = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../deploy/systemd").standardized

    /// The words of a unit's command line with the variables of its environment file, as systemd splits them,
    /// and the variables.
    private static func command(_ unit: String, _ places: KeyValuePairs<String, String>) throws
        -> (arguments: [String], environment: [String: String])
    {
        func placed(_ text: String) -> String {
            places.reduce(text) { $0.replacing($1.key, with: $1.value) }
        }
        let text = try String(contentsOf: units.appending(path: unit), encoding: .utf8)
        let file = try String(contentsOf: units.appending(path: "teahouse.env"), encoding: .utf8)
        var environment: [String: String] = [:]
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1)
            environment[String(parts[0])] = placed(parts[1].trimmingCharacters(in: ["\""]))
        }
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        let words = line.dropFirst("ExecStart=".count).split(separator: " ").flatMap { word -> [String] in
            if word.hasPrefix("${") { return [environment[String(word.dropFirst(2).dropLast())] ?? ""] }
            guard word.hasPrefix("$") else { return [placed(String(word))] }
            return (environment[String(word.dropFirst())] ?? "").split(separator: " ").map(String.init)
        }
        #expect(words.first == "/usr/bin/teahouse")
        return (Array(words.dropFirst()), environment)
    }

    @Test func `a boot with a late database, two nights, and what a web server may enter`() async throws {
        let begun = try await BegunFolders.shared.folder(demo: true)
        try await Serving.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let state = folder + "/state"
            try BegunFolders.copy(begun, to: state)
            // Its socket depends on its place alone.
            let first = try await Embedded.start(in: StateFolder(state), logger: TestCluster.logger)
            let address = first.conninfo.description
            await first.stop()
            let places: KeyValuePairs = [
                "/var/lib/teahouse-export": folder + "/published/export", "/var/lib/teahouse": state,
                "host=/run/postgresql dbname=teahouse": address, "8080": "0",
            ]
            let manager = try NotifySocket(folder + "/notify")
            let serve = try Self.command("teahouse.service", places)
            let server = try RunningTool(
                serve.arguments,
                environment: serve.environment.merging(["NOTIFY_SOCKET": manager.path]) { $1 }
            )
            // Not ready, and not ended.
            let early = await manager.messages(until: "Waiting for the database")
            #expect(early.last?.hasPrefix("STATUS=") == true && !early.contains { $0.contains("READY=1") })
            let database = try await Embedded.start(in: StateFolder(state), logger: TestCluster.logger)
            #expect(await manager.messages(until: "READY=1").last?.contains("READY=1") == true)

            let export = try Self.command("teahouse-export.service", places)
            try FileManager.default.createDirectory(
                atPath: folder + "/published",
                withIntermediateDirectories: true
            )
            for night in 1...2 {
                let run = try await Self.masked(export.arguments, export.environment)
                #expect(run.code == 0, "\(run.errors)")
                #expect(try Self.closed(folder + "/published/export") == [])
                let snapshots = folder + "/published/export/snapshots"
                #expect(try FileManager.default.contentsOfDirectory(atPath: snapshots).count == night)
            }
            let whole = try await CommandLineTool.run(["verify", "export", folder + "/published/export"])
            #expect(whole.code == 0, "\(whole.output)")
            server.signal(SIGTERM)
            #expect(await server.wait() == 0)
            await database.stop()
        }
    }

    /// Runs a command under a mask that closes everything to others.
    private static func masked(_ arguments: [String], _ environment: [String: String]) async throws
        -> (code: Int32, errors: String)
    {
        let shell = Process()
        let errors = Pipe()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "umask 077; exec \"$0\" \"$@\"", CommandLineTool.path] + arguments
        shell.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        shell.standardError = errors
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        return (shell.terminationStatus, text)
    }

    /// What below a folder, and what of itself, others may not read.
    private static func closed(_ folder: String) throws -> [String] {
        try ([""] + FileManager.default.subpathsOfDirectory(atPath: folder)).filter { name in
            guard name != ".lock" else { return false }
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            return mode & 0o007 != (isFolder ? 0o005 : 0o004)
                && attributes[.type] as? FileAttributeType != .typeSymbolicLink
        }
    }
}
