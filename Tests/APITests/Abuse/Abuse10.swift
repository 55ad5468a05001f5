// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Glibc
import JSON
import Store
import TestSupport
import Testing

/// The real binary with all it can say switched on: no secret is in what it says, nor in
/// what it leaves on the disk.
@Suite struct Abuse10 {
    private struct Serving: Sendable {
        let client: TestClient
        let state: String

        func token(_ who: String) throws -> String {
            let file = try Data(contentsOf: URL(filePath: state + "/credentials.json"))
            return try #require(try JSON(parsing: Array(file))[who]?["token"]?.string)
        }
    }

    @Test func `abuse 10: tokens, codes, queries and bodies are in no output, and no secret is on the disk`()
        async throws
    {
        let state = QuickFolder.path("canary")
        defer { try? FileManager.default.removeItem(atPath: state) }
        let tool = try RunningTool([
            "up", "--demo", "--state", state, "--port", "0", "--json", "--log-level", "debug", "--log-format",
            "json",
        ])
        let line = try #require(await tool.firstLine())
        async let errors = tool.readAllErrors()
        async let output = tool.readAll()
        let url = try #require(try JSON(parsing: Array(line.utf8))["url"]?.string)
        let port = try #require(URL(string: url)?.port)
        let serving = Serving(client: TestClient(port: port), state: state)
        let canaries: (secrets: [String], texts: [String])
        do {
            canaries = try await Self.talk(serving)
        } catch {
            tool.signal(SIGTERM)
            _ = await tool.wait()
            throw error
        }
        tool.signal(SIGTERM)
        #expect(await tool.wait() == 0)

        let said = line + (await errors) + (await output)
        #expect(said.contains("\"message\":\"request\""))
        // Secrets that no client sees: in the description of what holds them.
        for member in ["secret: [", "conninfo: ", "password="] {
            #expect(!said.contains(member), "\(member)")
        }
        for canary in canaries.secrets + canaries.texts {
            #expect(!said.contains(canary), "\(canary) is logged")
        }
        let secrets = canaries.secrets.map { Data($0.utf8) }
        let texts = canaries.texts.map { Data($0.utf8) }
        let files = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
        #expect(files.count > 100)
        for file in files where file != "credentials.json" {
            guard let bytes = try? Data(contentsOf: URL(filePath: state + "/" + file)) else { continue }
            for secret in secrets { #expect(bytes.range(of: secret) == nil, "a secret is in \(file)") }
            guard file.hasSuffix(".log") else { continue }
            for text in texts { #expect(bytes.range(of: text) == nil, "a text is in \(file)") }
        }
    }

    /// Uses every kind of secret, rightly and wrongly; returns what must be found
    /// nowhere, and what in no log.
    private static func talk(_ serving: Serving) async throws -> (secrets: [String], texts: [String]) {
        let client = serving.client
        let provider = try serving.token("provider")
        var secrets = [provider, try serving.token("admin"), try serving.token("moderator")]
        let made = try await client.post(
            "/v1/tokens",
            token: provider,
            ["name": "canary", "scopes": ["read"]],
            headers: ["Idempotency-Key": "canary-key-5d1e"]
        ).expecting(201)
        let token = try #require(made.json["token"]?.string)
        let unknown = try TokenText(.personal).text
        let code = try TokenText(.invitation).text
        secrets += [token, unknown, code, "canary-password-91c7"]
        #expect(try await client.get("/v1/me", token: token).status == 200)
        #expect(try await client.get("/v1/me", token: unknown).status == 401)
        #expect(try await client.post("/v1/enrolments", ["code": .string(code)]).status == 401)
        #expect(
            try await client.get("/v1/me", headers: ["Authorization": "Basic canary-password-91c7"]).status
                == 401
        )
        let texts = ["canary-query-27af", "canary-body-83d0", "canary-agent-6b12", "canary-cookie-440e"]
        let headers = ["User-Agent": texts[2], "Cookie": "a=\(texts[3])"]
        for path in ["/v1/problems?state=\(texts[0])", "/v1/\(texts[0])", "/v1/findings/\(texts[0])"] {
            let refused = try await client.get(path, token: token, headers: headers)
            #expect((400..<500).contains(refused.status), "\(path)")
        }
        for body in ["{\"name\":\"\(texts[1])\",\"\(texts[1])\":1}", "{\"\(texts[1])", "[\"\(texts[1])\"]"] {
            let refused = try await client.send(
                "POST",
                "/v1/tokens",
                token: provider,
                body: Array(body.utf8),
                headers: headers
            )
            #expect((400..<500).contains(refused.status), "\(body)")
        }
        let answers = try await client.get("/metrics").text + client.get("/v1/tokens", token: provider).text
        for secret in secrets + texts { #expect(!answers.contains(secret)) }
        return (secrets, texts)
    }
}
