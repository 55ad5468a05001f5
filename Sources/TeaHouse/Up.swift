// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cluster
import Foundation
import JSON
import Server
import UnixSignals

/// `teahouse up`: everything on one machine.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a private PostgreSQL and the server, with nothing to set up.",
        discussion: "Example:  teahouse up --demo --state ./teahouse-state --port 8080"
    )

    @Option(help: "The folder that holds everything; made when it is missing.")
    var state = "./teahouse-state"

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 8080

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Flag(help: "Make demonstration data, and a token for each kind of person in STATE/credentials.json.")
    var demo = false

    @Flag(help: "When ready, print one line of JSON and nothing else.")
    var json = false

    @Flag(help: "Start although the file store is empty and the database names files: they are lost.")
    var acceptLostFiles = false

    @OptionGroup var settings: SettingsArguments
    @OptionGroup var edge: EdgeArguments
    @OptionGroup var measuring: MeasuringArguments
    @OptionGroup var storage: StorageArguments
    @OptionGroup var work: WorkArguments
    @OptionGroup var site: ServedSiteArguments
    @OptionGroup var log: LogOptions

    func validate() throws {
        try Arguments.requirePort(port)
    }

    func run() async throws {
        let logger = log.logger()
        let folder = StateFolder(state)
        let policy = try measuring.policy()
        if !json { Terminal.print("Starting PostgreSQL in \(folder.path) …") }
        let embedded = try await Embedded.start(in: folder, logger: logger)
        let platform = Platform(
            embedded.conninfo,
            state: folder,
            host: host,
            port: port,
            edge: edge.options(limited: false),
            measuring: policy,
            worker: work.worker,
            site: try site.options(),
            acceptsLostFiles: acceptLostFiles,
            storage: storage.options,
            operators: edge.operators,
            logger: logger
        )
        do {
            if demo { try await Demo(pools: platform.pools, state: folder).prepare() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await embedded.cluster.supervise() }
                group.addTask {
                    try await platform.run(stopping: [.sigterm, .sigint]) { running in
                        announce(running.port, folder)
                    }
                }
                // The platform ends; the supervision does not by itself.
                try await group.next()
                group.cancelAll()
            }
        } catch {
            await embedded.stop()
            throw error
        }
        await embedded.stop()
        if !json { Terminal.print("Stopped.") }
    }

    private func announce(_ port: Int, _ folder: StateFolder) {
        let url = "http://\(host):\(port)"
        guard !json else {
            let line: JSON = [
                "url": .string(url),
                "state": .string(folder.path),
                "credentials": demo ? .string(folder.credentials) : .null,
            ]
            Terminal.print(String(decoding: line.canonical, as: UTF8.self))
            return
        }
        Terminal.print("Tea House answers at \(url)")
        guard demo else {
            Terminal.print("Next:  teahouse admin organisation create --state \(folder.path) --help")
            return
        }
        Terminal.print(
            """
            Credentials: \(folder.credentials)
            Try next, in another terminal:
              curl \(url)/v1/problems
              curl -H "Authorization: Bearer $(python3 -c 'import json;print(json.load(open("\(folder.credentials)"))["researcher"]["token"])')" \(url)/v1/me
              \(CommandLine.arguments[0]) moderate queue --url \(url) --credentials \(folder.credentials)
            Stop with Ctrl-C.
            """
        )
    }
}
