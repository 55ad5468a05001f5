// SPDX-License-Identifier: Apache-2.0

/// A file that is made whole or not at all, and never over another one.
package enum NewFile {
    /// Writes what `body` hands to its sink, for the owner's eyes only.
    ///
    /// Throws EEXIST when something has the path by the time that all is written.
    package static func write(
        _ path: String,
        _ body: (_ sink: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let file = try UnfinishedFile.make(beside: path)
        try body { try file.write($0) }
        _ = try file.end()
        try file.keep(asFree: path)
    }
}
