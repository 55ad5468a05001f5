// SPDX-License-Identifier: Apache-2.0
import CArchive

/// A ZIP, tar or 7z archive in memory, or one file packed by bzip2, xz or Zstandard, read by libarchive.
///
/// Everything that an archive says of itself is a stranger's word: entries, bytes and how far they unpack
/// are bounded.
package struct Archive {
    /// How much is read before it is called too much.
    package struct Limits: Sendable {
        /// Entries, of which most archives of results have a few.
        package var entries = 2000
        /// Bytes of all entries together.
        package var bytes: Int
        /// How many times its packed size an archive may unpack to, once it has unpacked a mebibyte.
        package var ratio = 200

        /// With the bounds for entries and ratio above.
        package init(bytes: Int) { self.bytes = bytes }
    }

    /// A file inside.
    package struct Entry: Sendable {
        /// As the archive writes it, with folders.
        package let name: String
        package let content: [UInt8]
    }

    private let packed: UnsafeBufferPointer<UInt8>
    private let limits: Limits

    /// Over bytes that outlive it.
    package init(_ packed: UnsafeBufferPointer<UInt8>, limits: Limits) {
        self.packed = packed
        self.limits = limits
    }

    /// Hands out the files inside, one after the other.
    ///
    /// - Throws: `ArchiveFault`, and what `body` throws.
    package func forEach(_ body: (Entry) throws -> Void) throws {
        guard let archive = archive_read_new() else { throw ArchiveFault.damaged("no memory") }
        defer { archive_read_free(archive) }
        for support in [
            archive_read_support_format_zip, archive_read_support_format_tar,
            archive_read_support_format_7zip,
            archive_read_support_format_raw, archive_read_support_filter_bzip2,
            archive_read_support_filter_xz,
            archive_read_support_filter_zstd,
        ] { _ = support(archive) }
        guard archive_read_open_memory(archive, packed.baseAddress, packed.count) == ARCHIVE_OK else {
            throw ArchiveFault(archive)
        }
        var entry: OpaquePointer?
        var count = 0
        var spent = 0
        while true {
            let result = archive_read_next_header(archive, &entry)
            if result == ARCHIVE_EOF { return }
            // A warning, as of a name in an unknown encoding, leaves the content as it is.
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else {
                throw ArchiveFault(archive)
            }
            count += 1
            guard count <= limits.entries else {
                throw ArchiveFault.tooMuch("more than \(limits.entries) files")
            }
            let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
            // Folders hold nothing of their own, and links nothing that is not elsewhere.
            guard archive_entry_filetype(entry) == 0o100000 else { continue }
            guard archive_entry_is_encrypted(entry) == 0 else { throw ArchiveFault.encrypted }
            try body(Entry(name: name, content: try content(of: archive, spent: &spent)))
        }
    }

    private func content(of archive: OpaquePointer, spent: inout Int) throws -> [UInt8] {
        var content: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { piece in
            while true {
                let count = archive_read_data(archive, piece.baseAddress, piece.count)
                guard count > 0 else {
                    if count < 0 { throw ArchiveFault(archive) }
                    return
                }
                spent += count
                guard spent <= limits.bytes else {
                    throw ArchiveFault.tooMuch("more than \(limits.bytes >> 20) MiB")
                }
                guard spent <= 1 << 20 || spent / limits.ratio <= packed.count else {
                    throw ArchiveFault.tooMuch("more than \(limits.ratio) times its size")
                }
                content += piece[..<count]
            }
        }
        return content
    }
}

/// Why an archive was not read to its end.
package enum ArchiveFault: Error, CustomStringConvertible {
    case encrypted
    /// In libarchive's words.
    case damaged(String)
    /// What of it there is too much of.
    case tooMuch(String)

    init(_ archive: OpaquePointer) {
        self = .damaged(archive_error_string(archive).map { String(cString: $0) } ?? "cut short")
    }

    package var description: String {
        switch self {
        case .encrypted: "encrypted"
        case .damaged(let why): "damaged (\(why))"
        case .tooMuch(let what): "unpacks to \(what)"
        }
    }
}
