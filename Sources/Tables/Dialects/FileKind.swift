// SPDX-License-Identifier: Apache-2.0

/// Kinds of file that are no text, known by their first bytes.
package enum FileKind: Hashable, Sendable {
    case workbook, oldWorkbook, zip, sevenZip, rar, gzip, bzip2, xz, zstandard, parquet, arrow, avro, hdf5,
        spss, stata, pdf, sqlite, image, html, json

    /// What a file that begins with these bytes is; `nil` for what may be a table.
    package init?(_ start: [UInt8]) {
        guard let kind = Self.signatures.first(where: { start.starts(with: $0.bytes) })?.kind else {
            let content = Self.content(start)
            if Self.isHTML(content) {
                self = .html
            } else if Self.isJSON(content) {
                self = .json
            } else {
                return nil
            }
            return
        }
        self = kind == .zip && Self.isWorkbook(start) ? .workbook : kind
    }

    private static let signatures: [(bytes: [UInt8], kind: Self)] = [
        ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
        ([0xD0, 0xCF, 0x11, 0xE0], .oldWorkbook),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip), (Array("Rar!\u{1A}\u{7}".utf8), .rar),
        ([0x1F, 0x8B], .gzip), (Array("BZh91AY&SY".utf8), .bzip2), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz),
        ([0x28, 0xB5, 0x2F, 0xFD], .zstandard),
        (Array("PAR1".utf8) + [0x15], .parquet), (Array("ARROW1\0".utf8), .arrow),
        (Array("Obj\u{1}".utf8), .avro), (Array("$FL2@(#)".utf8), .spss),
        (Array("<stata_dta>".utf8), .stata), ([0x89, 0x48, 0x44, 0x46], .hdf5), (Array("%PDF-".utf8), .pdf),
        (Array("SQLite format 3\0".utf8), .sqlite),
        ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
    ]

    /// Whether the archive's first entries are those of an Office document.
    private static func isWorkbook(_ start: [UInt8]) -> Bool {
        let text = String(decoding: start.prefix(4096), as: UTF8.self)
        return text.contains("[Content_Types].xml") || text.contains("xl/")
    }

    /// What stands behind a mark and white space, in small letters.
    private static func content(_ start: [UInt8]) -> Substring {
        String(decoding: start.prefix(256), as: UTF8.self).lowercased().drop {
            $0.isWhitespace || $0 == "\u{FEFF}"
        }
    }

    private static func isHTML(_ content: Substring) -> Bool {
        ["<!doctype html", "<html", "<table", "<?xml"].contains { content.hasPrefix($0) }
    }

    /// An object with a name, or a list of such or of lists: a table's header begins like neither.
    private static func isJSON(_ content: Substring) -> Bool {
        let signs = content.filter { !$0.isWhitespace }
        return ["{\"", "[{\"", "[[\"", "[[["].contains { signs.hasPrefix($0) }
    }

    /// Whether it is text, in which whoever reads all that can be read may find a table all the same.
    var isText: Bool { self == .html || self == .json }

    var phrase: String {
        switch self {
        case .workbook: "an Excel workbook"
        case .oldWorkbook: "an old Excel workbook"
        case .zip: "a ZIP archive"
        case .sevenZip: "a 7z archive"
        case .rar: "a RAR archive"
        case .gzip: "packed by gzip"
        case .bzip2: "packed by bzip2"
        case .xz: "packed by xz"
        case .zstandard: "packed by zstd"
        case .parquet: "a Parquet file"
        case .arrow: "an Arrow file"
        case .avro: "an Avro file"
        case .hdf5: "an HDF5 file"
        case .spss: "a data file of SPSS"
        case .stata: "a data file of Stata"
        case .pdf: "a PDF"
        case .sqlite: "an SQLite database"
        case .image: "an image"
        case .html: "HTML or XML"
        case .json: "JSON"
        }
    }
}
