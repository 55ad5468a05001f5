// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import JSON
import Jobs

/// A client of the HTTP API, like any other; there is one gate for every kind of caller.
struct RemoteClient: Sendable {
    let base: URL
    let token: String

    struct Response: Sendable {
        let json: JSON
        let etag: String?
    }

    func get(_ path: RemotePath) async throws -> Response {
        let (data, response) = try await exchange("GET", path, body: nil, headers: [:])
        return try read(data, response)
    }

    /// What is at a path, if the caller may know of anything there.
    func find(_ path: RemotePath) async throws -> Response? {
        let (data, response) = try await exchange("GET", path, body: nil, headers: [:])
        return response.statusCode == 404 ? nil : try read(data, response)
    }

    /// Some bytes of a file, counted from 0, or all of them, as long as the file has this entity tag.
    func bytes(_ path: RemotePath, _ range: ClosedRange<Int64>?, matching etag: String) async throws
        -> [UInt8]
    {
        var headers = ["If-Match": etag]
        headers["Range"] = range.map { "bytes=\($0.lowerBound)-\($0.upperBound)" }
        let (data, response) = try await exchange("GET", path, body: nil, headers: headers)
        guard response.statusCode == (range == nil ? 200 : 206) else {
            _ = try read(data, response)
            throw CannotRun("The server answered \(response.statusCode) instead of the bytes.")
        }
        return Array(data)
    }

    /// Changes what was just read, and only that: the entity tag goes along, and a key that
    /// makes a repetition harmless.
    func post(_ path: RemotePath, _ body: JSON, matching etag: String?) async throws -> Response {
        var headers = ["Idempotency-Key": UUID().uuidString]
        headers["If-Match"] = etag
        let (data, response) = try await exchange("POST", path, body: body.canonical, headers: headers)
        return try read(data, response)
    }

    private func exchange(_ method: String, _ path: RemotePath, body: [UInt8]?, headers: [String: String])
        async throws -> (Data, HTTPURLResponse)
    {
        guard let url = URL(string: path.text, relativeTo: base) else {
            throw CannotRun("\(path.text) is not a path.")
        }
        var request = URLRequest(url: url, timeoutInterval: 30)
        request.httpMethod = method
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let body {
            request.httpBody = Data(body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await URLSession.shared.answer(to: request)
        } catch {
            throw CannotRun("\(base.absoluteString) does not answer.")
        }
        guard let response = response as? HTTPURLResponse else { throw CannotRun("The answer is not HTTP.") }
        return (data, response)
    }

    private func read(_ data: Data, _ response: HTTPURLResponse) throws -> Response {
        let json: JSON
        do {
            json = data.isEmpty ? .null : try JSON(parsing: Array(data), limits: .trusted)
        } catch {
            throw CannotRun("The server's answer \(response.statusCode) is no JSON.")
        }
        guard response.statusCode < 400 else { throw refusal(response.statusCode, json) }
        return Response(json: json, etag: response.value(forHTTPHeaderField: "ETag"))
    }

    private func refusal(_ status: Int, _ json: JSON) -> any Error {
        var message = "\(status) \(json["code"]?.string ?? ""): \(json["detail"]?.string ?? "refused")"
        for error in json["errors"]?.array ?? [] {
            message += "\n  \(error["pointer"]?.string ?? ""): \(error["detail"]?.string ?? "")"
        }
        return status >= 500 ? CannotRun(message) : Refused(message)
    }
}
