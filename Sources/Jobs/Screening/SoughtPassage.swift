// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import JSON
import Store

/// Bytes that a worker reads: a file's, or a text's own.
enum WorkerBytes: Message, Hashable {
    case file(String)
    case text(String)

    /// What is in memory, or paged in by the system as it is read.
    func data() throws -> Data {
        switch self {
        case .text(let text): return Data(text.utf8)
        case .file(let path):
            // A person may name a link, or what only can be read to its end.
            guard try FileStatus(of: path)?.isRegularFile == true else {
                return try Data(contentsOf: URL(filePath: path))
            }
            let file = try MappedFile(path)
            guard let start = file.bytes.baseAddress else { return Data() }
            // Whoever has it reads only, and lets the file go with the last copy.
            return Data(
                bytesNoCopy: UnsafeMutableRawPointer(mutating: start),
                count: file.bytes.count,
                deallocator: .custom { _, _ in withExtendedLifetime(file) {} }
            )
        }
    }

    var json: JSON {
        switch self {
        case .file(let path): ["file": .string(path)]
        case .text(let text): ["text": .string(text)]
        }
    }

    init(_ json: JSON) throws {
        if let path = json["file"]?.string {
            self = .file(path)
        } else {
            self = .text(try json.member("text", \.string))
        }
    }
}

/// A passage to which somebody objected, as a worker looks for it.
struct SoughtPassage: Message {
    /// Where it stood when it was flagged; `nil` when those bytes are gone.
    let source: WorkerBytes?
    let bytes: Range<Int>
    /// Its words under the salt, where they were kept.
    let fingerprint: [UInt8]?
    /// Whether it had to go from another finding.
    let isForeign: Bool

    /// A passage of the finding itself.
    init(_ flag: FlagRecord, in store: FileStore) {
        self.init(flag, fingerprint: nil, isForeign: false, store)
    }

    /// A passage of another finding.
    init(_ passage: BindingPassage, in store: FileStore) {
        self.init(passage.flag, fingerprint: passage.fingerprint, isForeign: true, store)
    }

    private init(_ flag: FlagRecord, fingerprint: [UInt8]?, isForeign: Bool, _ store: FileStore) {
        if let digest = flag.part.digest {
            source = store.contains(digest) ? .file(store.path(of: digest)) : nil
            bytes = Int(flag.firstByte)..<Int(flag.lastByte) + 1
        } else {
            // Of a member the passage alone was kept.
            let text = flag.passage ?? ""
            source = .text(text)
            bytes = 0..<text.utf8.count
        }
        self.fingerprint = fingerprint
        self.isForeign = isForeign
    }

    var json: JSON {
        [
            "source": source?.json ?? .null,
            "first": .integer(Int64(bytes.lowerBound)), "end": .integer(Int64(bytes.upperBound)),
            "fingerprint": fingerprint.map(JSON.bytes) ?? .null, "is_foreign": .bool(isForeign),
        ]
    }

    init(_ json: JSON) throws {
        source = try json.optionalMember("source") { try WorkerBytes($0) }
        let first = try json.member("first", \.integer)
        bytes = Int(first)..<Int(try json.member("end") { $0.integer.flatMap { $0 >= first ? $0 : nil } })
        fingerprint = try json.optionalMember("fingerprint", \.bytes)
        isForeign = try json.member("is_foreign", \.bool)
    }
}
