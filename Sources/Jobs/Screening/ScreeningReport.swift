// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import JSON
import Screening
import Store

/// What the screening of a version found: rule, file, place, and whether it stands in the way.
package struct ScreeningReport: Sendable {
    package typealias Item = ScreenItem

    let version: String
    let files: [FindingFileRecord]
    let items: [Item]

    /// The same with further items.
    func adding(_ more: [Item]) -> Self { Self(version: version, files: files, items: items + more) }

    var passed: Bool { !items.contains { $0.severity == .fail } }

    /// Canonical JSON: the same files give the same report.
    ///
    /// At most a thousand items are written, the failing ones first and notes last; the counts are those of
    /// all items.
    var canonical: [UInt8] {
        let ordered = ScreenItem.Severity.allCases.flatMap { grade in items.filter { $0.severity == grade } }
        let json: JSON = [
            "schema": "https://teahouse.example/schemas/screening/1",
            "version": .string(version),
            "passed": .bool(passed),
            "files": .array(
                files.map { ["name": .string($0.name), "digest": .string($0.digest.description)] }
            ),
            "fail_count": .integer(Int64(items.count { $0.severity == .fail })),
            "review_count": .integer(Int64(items.count { $0.severity == .review })),
            "note_count": .integer(Int64(items.count { $0.severity == .note })),
            "items": .array(ordered.prefix(1000).map(Self.json)),
        ]
        return json.canonical
    }

    package static func json(_ item: Item) -> JSON {
        [
            "rule": .string(item.rule),
            "file": .string(item.file),
            "line": item.line.map { .integer(Int64($0)) } ?? .null,
            "severity": .string(item.severity.rawValue),
            "detail": .string(item.detail),
        ]
    }
}

extension ScreenItem {
    /// A count that differs by a few from one of the same thing in an earlier finding.
    static func differencing(_ difference: CountDifference, in file: String, line: Int) -> Self {
        Self(
            rule: OutputItem.Rule.differencing.rawValue,
            file: file,
            line: line,
            severity: .fail,
            detail: "the count differs by \(difference.by) from one of the same in \(difference.subject)"
        )
    }

    /// A passage that had to go, and stands, or stands nearly: then a moderator has both texts.
    ///
    /// What another finding had to leave out is not told; moderators read its flag.
    static func passage(_ found: FoundPassage, in file: String) -> Self {
        let flag = "\(found.flag.pid) (\(found.flag.category.rawValue))"
        let whose = found.isForeign ? "\(flag), which had to go from another finding" : flag
        let was = found.flagged.map { "; it was: “\($0)”" } ?? ""
        return Self(
            rule: found.isNear ? "near_passage" : found.isForeign ? "foreign_passage" : "flagged_passage",
            file: file,
            line: file == DescriptionReading.name ? nil : found.line,
            severity: found.isNear ? .review : .fail,
            detail: found.isNear
                ? "most words of the passage of \(whose): “\(found.standing)”\(was)"
                : "the passage of \(whose) \(found.isForeign ? "stands here" : "still stands")"
        )
    }

    /// A flag of another finding whose file is gone, of which nothing was kept.
    static func notCompared(with flag: FlagRecord) -> Self {
        Self(
            rule: "not_compared",
            file: DescriptionReading.name,
            line: nil,
            severity: .review,
            detail: "the passage of \(flag.pid), which had to go from another finding, is no longer there"
        )
    }

    /// What was not compared does not pass.
    static func notCompared(_ file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "comparing it with the passages that were objected to takes too long"
        )
    }
}
