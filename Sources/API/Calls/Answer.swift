// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// What a route says: small enough to be held, and to be kept for a repeated request.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]
    /// What a repeated request gets in place of `body`, which holds a secret that is shown once.
    package var keptBody: [UInt8]?

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON representation; `etag` without quotes.
    package static func json(_ json: JSON, status: HTTPResponse.Status = .ok, etag: String? = nil) -> Self {
        var answer = Self(status, headers: [.contentType: "application/json"], body: json.canonical)
        if let etag { answer.headers[.eTag] = "\"\(etag)\"" }
        return answer
    }

    /// 201 with the address of what was made.
    package static func created(at location: String, _ json: JSON, etag: String? = nil) -> Self {
        var answer = Self.json(json, status: .created, etag: etag)
        answer.headers[.location] = location
        return answer
    }

    package static let noContent = Self(.noContent)

    var response: Response {
        Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
