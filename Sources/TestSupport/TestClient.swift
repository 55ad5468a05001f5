// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Outbound

/// What a server answered.
package struct TestResponse: Sendable {
    package let status: Int
    package let headers: [String: String]
    package let body: [UInt8]

    /// The body as JSON; null when it is not JSON.
    package let json: JSON

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
        let isJSON = body.first == UInt8(ascii: "{") || body.first == UInt8(ascii: "[")
        json = isJSON ? (try? JSON(parsing: body, limits: .trusted)) ?? .null : .null
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
    /// The stable code of problem details.
    package var code: String? { json["code"]?.string }

    /// A header's value by its name in lower case.
    package subscript(header: String) -> String? { headers[header] }
}

/// A fixture was answered otherwise than it must be.
package struct UnexpectedAnswer: Error {
    package let status: Int
    package let text: String
}

extension TestResponse {
    /// The response, when its status is the one that a fixture needs to go on.
    package func expecting(_ status: Int) throws -> TestResponse {
        guard self.status == status else { throw UnexpectedAnswer(status: self.status, text: text) }
        return self
    }
}

/// Real HTTP over a real socket to a server on this machine.
package struct TestClient: Sendable {
    package let port: Int
    private static let limits = {
        var limits = Limits()
        limits.bytes = 1 << 30
        // Where the machine is busy, an answer takes its time; a test that waits for none fails.
        limits.connecting = .seconds(60)
        limits.silence = .seconds(60)
        limits.total = .seconds(300)
        return limits
    }()

    package init(port: Int) {
        self.port = port
    }

    /// Sends a request; `body` as `application/json` unless `headers` name another type.
    package func send(
        _ method: String,
        _ path: String,
        token: String? = nil,
        body: [UInt8]? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        var exchange = Exchange(
            method,
            "http://127.0.0.1:\(port)\(Self.escaped(path))",
            headers: headers.map { Header($0, $1) },
            body: body,
            reach: .named,
            limits: Self.limits
        )
        func say(_ name: String, _ value: String) {
            if !headers.keys.contains(where: { $0.lowercased() == name.lowercased() }) {
                exchange.headers.append(Header(name, value))
            }
        }
        if let token { say("Authorization", "Bearer \(token)") }
        if body != nil { say("Content-Type", "application/json") }
        let received = try await exchange.answer()
        var fields: [String: String] = [:]
        for header in received.headers {
            let name = header.name.lowercased()
            fields[name] = fields[name].map { "\($0), \(header.value)" } ?? header.value
        }
        let answer = TestResponse(status: received.status, headers: fields, body: received.body)
        // Every test that asks anything is a test of the contract.
        let faults = ContractCheck.shared.faults(method, path, answer)
        guard faults.isEmpty else {
            throw ContractBroken(description: "\(method) \(path): \(faults.joined(separator: "; "))")
        }
        return answer
    }

    package func get(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws
        -> TestResponse
    {
        try await send("GET", path, token: token, headers: headers)
    }

    package func post(
        _ path: String,
        token: String? = nil,
        _ body: JSON = [:],
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        try await send("POST", path, token: token, body: body.canonical, headers: headers)
    }

    /// A target in which what no URL has is percent-encoded; escapes stay as they are.
    private static func escaped(_ path: String) -> String {
        guard !path.utf8.allSatisfy(plain.contains) else { return path }
        return path.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && plain.contains(UInt8(scalar.value))
            return isPlain ? String(scalar) : Percent.encode(String(scalar))
        }.joined()
    }

    /// What RFC 3986 has in a path and a query, and the sign of its escapes.
    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%".utf8
    )
}
