// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Outbound

/// A client of the HTTP API, like any other; there is one gate for every kind of caller.
struct RemoteClient: Sendable {
    /// A part of a file is far less, and so is what a page has.
    private static let longestAnswer = 64 << 20

    let base: URL
    let token: String

    struct Response: Sendable {
        let json: JSON
        let etag: String?
    }

    func get(_ path: RemotePath) async throws -> Response {
        try read(try await ask("GET", path))
    }

    /// What is at a path, if the caller may know of anything there.
    func find(_ path: RemotePath) async throws -> Response? {
        let answer = try await ask("GET", path)
        return answer.status == 404 ? nil : try read(answer)
    }

    /// Some bytes of a file, counted from 0, or all of them, as long as the file has this entity tag.
    func bytes(_ path: RemotePath, _ range: ClosedRange<Int64>?, matching etag: String) async throws
        -> [UInt8]
    {
        var headers = [Header("If-Match", etag)]
        if let range { headers.append(Header("Range", "bytes=\(range.lowerBound)-\(range.upperBound)")) }
        let answer = try await ask("GET", path, headers)
        guard answer.status == (range == nil ? 200 : 206) else {
            _ = try read(answer)
            throw CannotRun("The server answered \(answer.status) instead of the bytes.")
        }
        return answer.body
    }

    /// Changes what was just read, and only that: the entity tag goes along, and a key that
    /// makes a repetition harmless.
    func post(_ path: RemotePath, _ body: JSON, matching etag: String?) async throws -> Response {
        var headers = [Header("Idempotency-Key", UUID().uuidString)]
        if let etag { headers.append(Header("If-Match", etag)) }
        return try read(try await ask("POST", path, headers, body: body.canonical))
    }

    private func ask(_ method: String, _ path: RemotePath, _ headers: [Header] = [], body: [UInt8]? = nil)
        async throws -> Answer
    {
        guard let url = URL(string: path.text, relativeTo: base) else {
            throw CannotRun("\(path.text) is not a path.")
        }
        var exchange = Exchange(method, url.absoluteString, headers: headers, body: body, reach: .named)
        exchange.headers.append(Header("Authorization", "Bearer \(token)"))
        if body != nil { exchange.headers.append(Header("Content-Type", "application/json")) }
        exchange.limits.bytes = Self.longestAnswer
        // A slow line brings a part of a file in its time, as long as it brings anything.
        exchange.limits.total = .seconds(600)
        do {
            return try await exchange.answer()
        } catch let error as OutboundError {
            throw CannotRun("\(base.absoluteString) does not answer: \(error).")
        }
    }

    private func read(_ answer: Answer) throws -> Response {
        let json: JSON
        do {
            json = answer.body.isEmpty ? .null : try JSON(parsing: answer.body, limits: .trusted)
        } catch {
            throw CannotRun("The server's answer \(answer.status) is no JSON.")
        }
        guard answer.status < 400 else { throw refusal(answer.status, json) }
        return Response(json: json, etag: answer[header: "ETag"])
    }

    private func refusal(_ status: Int, _ json: JSON) -> any Error {
        var message = "\(status) \(json["code"]?.string ?? ""): \(json["detail"]?.string ?? "refused")"
        for error in json["errors"]?.array ?? [] {
            message += "\n  \(error["pointer"]?.string ?? ""): \(error["detail"]?.string ?? "")"
        }
        return status >= 500 ? CannotRun(message) : Refused(message)
    }
}
