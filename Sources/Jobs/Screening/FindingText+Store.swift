// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Files
import Foundation
import Screening
import Store
import Tables

extension FindingText {
    /// A file at a path, whose bytes the system pages in as they are read.
    package init(path: String, name: String, mediaType: String = "") {
        self.init(name: name, mediaType: mediaType) { body in
            let bytes = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            try bytes.withUnsafeBytes { try body($0.bindMemory(to: UInt8.self)) }
        }
    }

    /// A text that is stored in no file.
    init(_ text: String, name: String) {
        let bytes = Array(text.utf8)
        self.init(name: name) { body in try bytes.withUnsafeBufferPointer(body) }
    }
}

extension ReleaseCopy {
    /// A file in a version's scope, as the store has it.
    init(_ file: ScopedFile, in store: FileStore) throws {
        var open: (@Sendable () throws -> any ByteSource)?
        var dialect = Dialect()
        if store.contains(file.digest) {
            let path = store.path(of: file.digest)
            open = { try TableFile.open(path) }
            dialect = try Dialect(kept: file.dialect) ?? Self.dialect(of: path, named: file.name)
        }
        self.init(
            release: file.release,
            name: file.name,
            isDeclared: file.source != .downloaded,
            dialect: dialect,
            open: open
        )
    }

    /// Of a file of before: commas in UTF-8, where they are one way to read it, and else as it is written.
    private static func dialect(of path: String, named name: String) throws -> Dialect {
        let all = try TableFile.dialects(of: path, named: name)
        let asked = all.first { $0.encoding == .utf8 && $0.delimiter == .comma }
        return asked ?? all.first ?? Dialect()
    }
}
