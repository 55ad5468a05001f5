// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import Server
import TestSupport
import Testing

/// A state folder of its own, and the `teahouse up` that runs over it.
final class Serving: Sendable {
    let state: String
    let client: TestClient
    let url: String
    let tool: RunningTool

    private init(state: String, client: TestClient, url: String, tool: RunningTool) {
        self.state = state
        self.client = client
        self.url = url
        self.tool = tool
    }

    /// Lends a folder that does not exist yet, and removes it afterwards.
    static func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = QuickFolder.path("command")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    /// Starts a server and returns once it answers.
    static func start(_ state: String, demo: Bool = true) async throws -> Serving {
        let tool = try RunningTool(arguments(state) + (demo ? ["--demo"] : []))
        guard let line = await tool.firstLine() else {
            Issue.record("teahouse up did not start: \(await tool.readAllErrors())")
            throw CancellationError()
        }
        let url = try #require(try JSON(parsing: Array(line.utf8))["url"]?.string)
        let port = try #require(URL(string: url)?.port)
        return Serving(state: state, client: TestClient(port: port), url: url, tool: tool)
    }

    /// Runs `body` with a server over a folder of its own, and stops it in good order.
    ///
    /// The folder is a copy of one that a server was started on and stopped once: a new cluster
    /// takes longer than most tests.
    static func run(demo: Bool = true, _ body: (Serving) async throws -> Void) async throws {
        let begun = try await BegunFolders.shared.folder(demo: demo)
        try await withFolder { state in
            try BegunFolders.copy(begun, to: state)
            let serving = try await start(state, demo: demo)
            do {
                try await body(serving)
            } catch {
                await serving.stop()
                throw error
            }
            await serving.stop()
        }
    }

    static func arguments(_ state: String) -> [String] {
        ["up", "--state", state, "--port", "0", "--json", "--log-level", "error"]
    }

    func stop() async {
        tool.signal(SIGTERM)
        #expect(await tool.wait() == 0)
    }

    /// Ends the server as a lost machine does.
    func killOutright() async {
        tool.signal(SIGKILL)
        #expect(await tool.wait() == -SIGKILL)
    }

    private func credentials() throws -> JSON {
        let file = URL(filePath: state + "/credentials.json")
        return try JSON(parsing: Array(try Data(contentsOf: file)))
    }

    func token(_ who: String) throws -> String {
        try #require(try credentials()[who]?["token"]?.string)
    }

    func person(_ who: String) throws -> String {
        try #require(try credentials()[who]?["person"]?.string)
    }

    func organisation(_ who: String) throws -> String {
        try #require(try credentials()[who]?["organisation"]?.string)
    }

    /// Poses a problem as the demonstration's provider and submits it; returns its path.
    func submitProblem() async throws -> String {
        let token = try token("provider")
        let posed = try await client.post(
            "/v1/problems",
            token: token,
            [
                "organisation": .string(try organisation("provider")), "title": "Why do pumps wear?",
                "statement": "Say which part fails first.", "visibility": "public",
                "deadline": "2100-01-01T00:00:00Z",
            ]
        ).expecting(201)
        let path = try #require(posed["location"])
        let submit = path + "/actions/submit"
        _ = try await client.post(submit, token: token, headers: ["If-Match": "*"]).expecting(200)
        return path
    }

    /// Runs `body` on the database of a state folder whose server runs, outside of every rule.
    @discardableResult
    static func asSuperuser<T: Sendable>(
        _ state: String,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let address = try String(contentsOf: URL(filePath: StateFolder(state).connection), encoding: .utf8)
        return try await TestCluster.shared.asSuperuser(Conninfo(address), body)
    }

    /// Runs a command on the state folder.
    func command(_ arguments: String..., input: String = "") async throws -> CommandLineTool.Result {
        try await CommandLineTool.run(arguments + ["--state", state], input: input)
    }
}
