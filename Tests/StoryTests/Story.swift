// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import TestSupport
import Testing

/// The people of the story and the server they use; each step is printed, and the
/// first surprise ends the story.
final class Story: Sendable {
    let client: TestClient
    let state: String
    let url: String
    private let credentials: JSON
    private let up: RunningTool

    private init(_ up: RunningTool, client: TestClient, state: String, url: String, credentials: JSON) {
        self.up = up
        self.client = client
        self.state = state
        self.url = url
        self.credentials = credentials
    }

    /// Starts a fresh cluster and server with the real command, and stops it afterwards.
    static func play(_ body: (Story) async throws -> Void) async throws {
        let state = QuickFolder.path("story")
        defer { try? FileManager.default.removeItem(atPath: state) }
        tell("A fresh server: teahouse up --demo")
        let up = try RunningTool([
            "up", "--state", state, "--port", "0", "--demo", "--json", "--log-level", "error",
        ])
        let line = try #require(await up.firstLine(), "teahouse up did not start")
        let ready = try JSON(parsing: Array(line.utf8))
        let url = try #require(ready["url"]?.string)
        let port = try #require(URL(string: url)?.port)
        let path = try #require(ready["credentials"]?.string)
        let credentials = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: path))))
        let story = Story(
            up,
            client: TestClient(port: port),
            state: state,
            url: url,
            credentials: credentials
        )
        do {
            try await body(story)
        } catch {
            up.signal(SIGKILL)
            throw error
        }
        tell("The server stops in good order")
        up.signal(SIGTERM)
        #expect(await up.wait() == 0)
    }

    static func tell(_ text: String) {
        FileHandle.standardError.write(Data("  · \(text)\n".utf8))
    }

    func tell(_ text: String) { Self.tell(text) }

    func token(_ who: String) throws -> String {
        try #require(credentials[who]?["token"]?.string)
    }

    func organisation(_ who: String) throws -> String {
        try #require(credentials[who]?["organisation"]?.string)
    }

    // MARK: Requests

    /// A GET that succeeds.
    func get(_ path: String, as who: String? = nil) async throws -> TestResponse {
        let response = try await client.get(path, token: try who.map(token))
        try #require(response.status == 200, "GET \(path): \(response.status) \(response.text)")
        return response
    }

    /// A POST that is answered with `status`.
    @discardableResult
    func post(
        _ path: String,
        as who: String,
        _ body: JSON = [:],
        matching etag: String? = nil,
        expecting status: Int = 200
    ) async throws -> TestResponse {
        try await send("POST", path, as: who, body, matching: etag, expecting: status)
    }

    @discardableResult
    func send(
        _ method: String,
        _ path: String,
        as who: String,
        _ body: JSON,
        matching etag: String? = nil,
        expecting status: Int = 200
    ) async throws -> TestResponse {
        var headers: [String: String] = [:]
        headers["If-Match"] = etag
        let response = try await client.send(
            method,
            path,
            token: try token(who),
            body: body.canonical,
            headers: headers
        )
        try #require(response.status == status, "\(method) \(path): \(response.status) \(response.text)")
        return response
    }

    /// Does an event to what is at `subject` now.
    @discardableResult
    func act(
        _ event: String,
        on subject: String,
        as who: String,
        _ body: JSON = [:],
        expecting status: Int = 200
    ) async throws -> TestResponse {
        let found = try await get(subject, as: who)
        return try await post(
            "\(subject)/actions/\(event)",
            as: who,
            body,
            matching: found["etag"],
            expecting: status
        )
    }

    func upload(_ bytes: [UInt8], to path: String, as who: String, type: String = "text/csv") async throws {
        let digest = Data(SHA256.digest(of: bytes)).base64EncodedString()
        let response = try await client.send(
            "PUT",
            path,
            token: try token(who),
            body: bytes,
            headers: ["Content-Type": type, "Content-Digest": "sha-256=:\(digest):"]
        )
        try #require(response.status == 201, "PUT \(path): \(response.status) \(response.text)")
    }

    /// Asks until `isReached`, as a client of long work does, at most for half a minute.
    func poll(
        _ path: String,
        as who: String?,
        until isReached: (TestResponse) -> Bool
    ) async throws -> TestResponse {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            let response = try await client.get(path, token: try who.map(token))
            if isReached(response) { return response }
            try #require(ContinuousClock.now < end, "GET \(path) stays \(response.status) \(response.text)")
            // The wait of a polling client; the outcome does not depend on its length.
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    // MARK: Commands

    /// Runs `teahouse` and expects its exit code.
    @discardableResult
    func teahouse(_ arguments: String..., expecting code: Int32 = 0) async throws -> CommandLineTool.Result {
        let result = try await CommandLineTool.run(arguments)
        try #require(
            result.code == code,
            "teahouse \(arguments.joined(separator: " ")): \(result.code) \(result.output)\(result.error)"
        )
        return result
    }

    /// The arguments by which a remote command reaches the server as the demonstration's moderator.
    var remote: [String] { ["--url", url, "--credentials", state + "/credentials.json", "--yes"] }

    @discardableResult
    func moderate(_ arguments: [String], expecting code: Int32 = 0) async throws -> CommandLineTool.Result {
        let result = try await CommandLineTool.run(["moderate"] + arguments + remote)
        try #require(
            result.code == code,
            "teahouse moderate \(arguments): \(result.code) \(result.output)\(result.error)"
        )
        return result
    }
}
