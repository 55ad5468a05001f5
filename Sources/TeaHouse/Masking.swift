// SPDX-License-Identifier: Apache-2.0
import Files
import Foundation
import JSON
import Screening

/// Files of a finding that are written again into a folder, without their small counts.
struct Masking {
    private let files: [(name: String, path: String, text: MaskedText)]
    private let folder: String

    /// Masks them all before anything is written; refuses a path that something has.
    init(_ texts: [FindingText], into folder: String, rounding: Int?) throws {
        self.folder = folder
        files = try texts.map { text in
            let path = URL(filePath: folder).appending(path: text.name).path
            try NewFile.require(path)
            return (text.name, path, try MaskedText(text, rounding: rounding))
        }
        let twice = Dictionary(grouping: files, by: \.name).first { $0.value.count > 1 }
        if let twice { throw CannotRun("Two of the files are called \(twice.key.harmless).") }
    }

    /// What is written, to be screened.
    var texts: [FindingText] {
        files.map { file in
            FindingText(name: file.name) { body in try file.text.bytes.withUnsafeBufferPointer(body) }
        }
    }

    func write() throws {
        if try FileStatus(of: folder) == nil { try Folder(folder).makeNew() }
        for file in files { try NewFile.write(file.path) { try $0(file.text.bytes) } }
    }

    /// The files that have small counts all the same, by what was found in them when they were written.
    static func left(of items: [ScreenItem]) -> [String] {
        let small = items.filter { ["low_count", "zero_count"].contains($0.rule) && $0.severity != .note }
        return Set(small.map(\.file)).sorted()
    }

    /// A line for each of these files.
    static func lines(of left: [String]) -> String {
        left.map {
            "\($0.harmless) still has small counts, in a form that is not rewritten (JSON, HTML, sentences): mask them yourself.\n"
        }.joined()
    }

    var json: JSON {
        .array(
            files.flatMap { file in
                file.text.changes.map { change in
                    [
                        "file": .string(file.name), "line": .integer(Int64(change.line)),
                        "place": .string(change.place), "old": .string(change.old),
                        "new": .string(change.new),
                        "reason": .string(change.reason.rawValue),
                    ]
                }
            }
        )
    }

    /// A line for each change, and for each column that a person has to look at.
    var lines: String {
        files.map { file in
            let changes = file.text.changes.map { change in
                "\(change.reason.rawValue)\t\(file.name.harmless):\(change.line)\t\(change.place.harmless): "
                    + "\(change.old.harmless) is \(change.new)\n"
            }
            let open = file.text.unexplained.map {
                "\(file.name.harmless): the shares in “\($0.harmless)” fit no column of counts; look whether they tell one.\n"
            }
            return changes.joined() + open.joined()
                + "\(file.path.harmless) is written, \(changes.count) cells changed.\n"
        }.joined()
    }
}
