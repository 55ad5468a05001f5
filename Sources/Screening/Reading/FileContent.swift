// SPDX-License-Identifier: Apache-2.0
import Tables

/// What the bytes of a file are: text in some encoding, a picture, something packed, or nothing that is read.
enum FileContent {
    /// UTF-8, or close to it; `nil` where the bytes themselves are.
    case text([UInt8]?)
    case picture(String)
    case gzip
    case zlib
    case pdf
    /// Files in an archive, or one that is packed as archives are.
    case archive
    case unreadable(String)

    private static let signatures: [(bytes: [UInt8], name: String, isPicture: Bool)] = [
        ([0x89, 0x50, 0x4E, 0x47], "PNG", true), ([0xFF, 0xD8, 0xFF], "JPEG", true),
        (Array("GIF8".utf8), "GIF", true), (Array("II*\0".utf8), "TIFF", true),
        (Array("MM\0*".utf8), "TIFF", true), ([0, 0, 1, 0], "icon", true),
        (Array("PAR1".utf8), "Parquet", false),
        (Array("SQLite format 3".utf8), "SQLite", false), (Array("Rar!".utf8), "RAR", false),
        ([0xD0, 0xCF, 0x11, 0xE0], "old Office", false), ([0x89, 0x48, 0x44, 0x46], "HDF5", false),
        ([0x7F, 0x45, 0x4C, 0x46], "program", false), (Array("OggS".utf8), "Ogg", false),
    ]

    /// ZIP (also xlsx, docx, ods), 7z, bzip2, xz, Zstandard.
    private static let archives: [[UInt8]] = [
        Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
        Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
    ]

    init(_ bytes: Bytes) {
        // tar says so in its first header, behind the name.
        if Self.archives.contains(where: { bytes.starts(with: $0) })
            || bytes.count > 512 && bytes.part(257..<262).elementsEqual("ustar".utf8)
        {
            self = .archive
            return
        }
        if let known = Self.signatures.first(where: { bytes.starts(with: $0.bytes) }) {
            self = known.isPicture ? .picture(known.name) : .unreadable(known.name)
            return
        }
        if bytes.starts(with: Array("%PDF".utf8)) {
            self = .pdf
        } else if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8] == 0x57, bytes[9] == 0x45
        {
            self = .picture("WebP")
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if bytes.count > 8, bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]),
            (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0, bytes.contains(where: { $0 < 9 })
        {
            self = .zlib
        } else {
            self = Encoding.text(of: bytes)
        }
    }
}
