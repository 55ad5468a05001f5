// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import JSON
import Jobs

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
    private let session: URLSession

    package init(port: Int) {
        self.port = port
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCache = nil
        session = URLSession(configuration: configuration)
    }

    /// Sends a request; `body` as `application/json` unless `headers` name another type.
    package func send(
        _ method: String,
        _ path: String,
        token: String? = nil,
        body: [UInt8]? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.answer(to: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            fields["\(name)".lowercased()] = "\(value)"
        }
        let answer = TestResponse(status: response.statusCode, headers: fields, body: Array(data))
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
}
