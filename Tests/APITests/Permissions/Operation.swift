// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import TestSupport

/// The object that a request is about.
struct Target: Sendable {
    let pid: String
    /// What else its paths name.
    var other = ""
    /// The dataset of a request, the digest of a file: what a body names.
    var named = ""
}

/// How an action is asked for over HTTP.
struct Operation: Sendable {
    let method: String
    /// The route's path, with its captures.
    let template: String
    var query = ""
    var body: JSON?
    /// Bytes to be uploaded instead of a body.
    var upload: (bytes: [UInt8], type: String)?
    /// The code of problem details that say that the right was there, as the walk did the same before.
    var repeated: String?
    /// A member that only those see who see all of the object.
    var telltale: String?

    init(_ method: String, _ template: String, _ body: JSON? = nil) {
        self.method = method
        self.template = template
        self.body = body
    }

    func with(query: String) -> Self {
        var copy = self
        copy.query = query
        return copy
    }

    func repeating(_ code: String) -> Self {
        var copy = self
        copy.repeated = code
        return copy
    }

    func telling(_ member: String) -> Self {
        var copy = self
        copy.telltale = member
        return copy
    }

    func uploading(_ text: String, _ type: String) -> Self {
        var copy = self
        copy.upload = (Array(text.utf8), type)
        return copy
    }

    /// Whether success changes something.
    var changes: Bool { method != "GET" }

    /// The path with the captures replaced.
    func path(_ captures: [String: String]) -> String {
        captures.reduce(
            template.replacing("{format}", with: "citation.ris").replacing(
                "{table_format}",
                with: "croissant.json"
            )
        ) {
            $0.replacing("{\($1.key)}", with: $1.value)
        } + query
    }

    func send(
        _ app: TestApp,
        _ captures: [String: String],
        token: String?,
        matching: Bool = true
    ) async throws -> TestResponse {
        var headers: [String: String] = changes && matching ? ["If-Match": "*"] : [:]
        if let upload {
            let digest = Data(SHA256.digest(of: upload.bytes)).base64EncodedString()
            headers = ["Content-Type": upload.type, "Content-Digest": "sha-256=:\(digest):"]
        }
        return try await app.client.send(
            method,
            path(captures),
            token: token,
            body: upload?.bytes ?? body?.canonical,
            headers: headers
        )
    }
}
