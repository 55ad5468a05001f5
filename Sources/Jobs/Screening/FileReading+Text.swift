// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Store

extension FileReading {
    /// Has a text that is stored in no file read as files are, from one that is gone afterwards; its path
    /// is told as well.
    static func read<Result>(
        _ text: String,
        as name: String,
        _ body: (FileReading, String) throws -> Result
    ) throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "teahouse-text-\(UUID())")
        let path = file.path(percentEncoded: false)
        try WholeFile.replace(path, with: Array(text.utf8), mode: 0o600)
        defer { unlink(path) }
        return try body(FileReading(name: name, mediaType: "text/markdown", path: path), path)
    }
}

extension FileReading.ReleaseCopy {
    /// A file in a version's scope, as the store has it.
    init(_ file: ScopedFile, in store: FileStore) {
        self.init(
            release: file.release,
            name: file.name,
            isDeclared: file.source != .downloaded,
            path: store.contains(file.digest) ? store.path(of: file.digest) : nil
        )
    }
}
