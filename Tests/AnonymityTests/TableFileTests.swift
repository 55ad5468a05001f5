// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import Tables
import Testing

@testable import Anonymity

struct TableFileTests {
    /// A file that is gone afterwards.
    private func withFile(_ name: String, _ data: Data, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-table-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try data.write(to: file)
        try body(file.path(percentEncoded: false))
    }

    private func packed(_ text: String) throws -> Data {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        let (input, output) = (Pipe(), Pipe())
        gzip.standardInput = input
        gzip.standardOutput = output
        try gzip.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        return output.fileHandleForReading.readDataToEndOfFile()
    }

    private func read(_ path: String) throws -> [[String]] {
        let file = try TableFile(finding: path)
        var reader = try CSVReader(file.open(), dialect: file.dialect)
        var rows = [reader.header]
        while try reader.next() {
            rows.append(reader.header.indices.map { String(decoding: reader[$0], as: UTF8.self) })
        }
        return rows
    }

    @Test func `gzip is known by its bytes, tabs by the name`() throws {
        let text = "a\tb\n1\t2,5\n"
        for (name, data) in [("t.tsv", Data(text.utf8)), ("t.tsv.gz", try packed(text))] {
            try withFile(name, data) { path in
                let rows = try read(path)
                #expect(rows == [["a", "b"], ["1", "2,5"]])
            }
        }
        // Two members are one file.
        let both = try packed("a,b\n1,2\n") + packed("3,4\n")
        try withFile("t.csv", both) { path in
            let rows = try read(path)
            #expect(rows == [["a", "b"], ["1", "2"], ["3", "4"]])
        }
    }

    @Test func `a large table comes out of gzip as it went in, a damaged one is refused`() throws {
        let rows = (0..<50_000).map { "row \($0),\($0 &* 2_654_435_761 % 1_000_003)" }
        let data = try packed("name,value\n" + rows.joined(separator: "\n") + "\n")
        try withFile("t.csv.gz", data) { path in
            let rows = try read(path)
            #expect(rows.count == 50_001)
        }
        try withFile("t.csv.gz", data.prefix(data.count / 2)) { path in
            _ = #expect(throws: GzipError.self) { try read(path) }
        }
        var changed = data
        changed[data.count / 2] ^= 0xFF
        try withFile("t.csv.gz", changed) { path in
            _ = #expect(throws: (any Error).self) { try read(path) }
        }
    }

    @Test func `a missing file is refused, and an empty one`() throws {
        #expect(throws: FileError(operation: "open", path: "/nowhere/table.csv", code: 2)) {
            try TableFile(finding: "/nowhere/table.csv")
        }
        #expect(throws: CSVError.emptyFile) { try read("/dev/null") }
    }
}
