// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Store

/// A file's row, of whatever the file is a part.
protocol StoredFile: Sendable {
    var name: String { get }
    var mediaType: String { get }
    var digest: Digest { get }
    /// In bytes.
    var size: Int64 { get }
}

extension FindingFileRecord: StoredFile {}

extension ReleaseFileRecord: StoredFile {}

/// A stored file as a representation: its strong entity tag is its digest, and it is
/// sent whole or in one part.
struct FileBody: Sendable {
    /// What of the file a request gets.
    enum Selection: Hashable, Sendable {
        /// The caller has it already.
        case notModified
        case whole
        case part(ClosedRange<Int64>)
    }

    private let name: String
    private let mediaType: String
    private let digest: Digest
    private let size: Int64

    init(_ file: some StoredFile) {
        name = file.name
        mediaType = file.mediaType
        digest = file.digest
        size = file.size
    }

    private var etag: String { "\"\(digest)\"" }

    /// The bytes of a selection; `nil` when none are sent.
    func bytes(of selection: Selection) -> ClosedRange<Int64>? {
        switch selection {
        case .notModified: nil
        case .whole: size > 0 ? 0...(size - 1) : nil
        case .part(let range): range
        }
    }

    /// Looks at the preconditions and the range of a request in the order of RFC 9110, section 13.2.2.
    func selection(for call: Call) throws -> Selection {
        let headers = call.request.headers
        if headers[.ifMatch] != nil { try call.requireMatch(digest.description) }
        let present = Answer(.ok, headers: [.eTag: etag])
        if call.conditional(present).status == .notModified { return .notModified }
        // Only GET knows ranges (section 14.2), and one of another state of the file
        // is answered with the whole.
        guard call.request.method == .get, headers[.ifRange].map({ $0 == etag }) ?? true else {
            return .whole
        }
        switch ByteRange(headers[.range], size: size) {
        case .whole: return .whole
        case .part(let range): return .part(range)
        case .unsatisfiable:
            throw ProblemDetails(.rangeNotSatisfiable, "range", "The file has \(size) bytes.")
                .with(.contentRange, "bytes */\(size)")
        }
    }

    /// The answer with that selection, streamed from `files`.
    func reply(_ selection: Selection, to call: Call, from files: FileStore) async throws -> Reply {
        var headers = headers
        guard let bytes = bytes(of: selection) else {
            guard selection == .whole else { return .answer(Answer(.notModified, headers: headers)) }
            headers[.contentType] = mediaType
            return .answer(Answer(.ok, headers: headers))
        }
        guard files.contains(digest) else {
            let missing = MissingFile(digest: digest)
            call.context.logger.error("\(missing)")
            throw missing
        }
        headers[.contentType] = mediaType
        var status = HTTPResponse.Status.ok
        if case .part = selection {
            status = .partialContent
            headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound)/\(size)"
        }
        guard call.request.method != .head else {
            var response = Response(status: status, headers: headers)
            response.headers[.contentLength] = String(bytes.count)
            return .stream(response)
        }
        let body = try await FileIO().loadFile(
            path: files.path(of: digest),
            range: Int(bytes.lowerBound)...Int(bytes.upperBound),
            context: call.context
        )
        return .stream(Response(status: status, headers: headers, body: body))
    }

    private var headers: HTTPFields {
        var headers: HTTPFields = [
            .eTag: etag,
            .acceptRanges: "bytes",
            .cacheControl: "private, no-cache",
            .contentDisposition: Self.disposition(of: name),
        ]
        if let name = HTTPField.Name("Repr-Digest") {
            headers[name] = "sha-256=:\(Data(digest.bytes).base64EncodedString()):"
        }
        return headers
    }

    /// RFC 6266: the name as it is for readers that know `filename*`, and in plain ASCII for all others.
    static func disposition(of name: String) -> String {
        let plain = name.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && scalar.value >= 32 && !["\"", "\\", "%"].contains(scalar)
            return isPlain ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(Percent.encode(name))"
    }
}

/// A row names a file that the store does not have: a fault of ours.
struct MissingFile: Error, CustomStringConvertible {
    let digest: Digest

    var description: String { "the file store lacks \(digest)" }
}
