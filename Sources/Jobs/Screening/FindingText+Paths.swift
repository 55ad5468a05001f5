// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Files
import Foundation
import Screening
import Tables

extension FindingText {
    /// A file at a path, whose bytes the system pages in as they are read.
    package init(path: String, name: String, mediaType: String = "") {
        self.init(ScreenTask.Text(name: name, mediaType: mediaType, content: .file(path)))
    }

    /// What is screened of a text.
    init(_ text: ScreenTask.Text) {
        self.init(name: text.name, mediaType: text.mediaType) { body in
            try text.content.data().withUnsafeBytes { try body($0.bindMemory(to: UInt8.self)) }
        }
    }
}

extension ReleaseCopy {
    /// A file of a release at its path.
    init(_ file: ScreenTask.Release) throws {
        var open: (@Sendable () throws -> any ByteSource)?
        var dialect = Dialect()
        if let path = file.path {
            open = { try TableFile.open(path) }
            dialect = try Dialect(kept: file.dialect) ?? Self.dialect(of: path, named: file.name)
        }
        self.init(
            release: file.release,
            name: file.name,
            isDeclared: file.isDeclared,
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
