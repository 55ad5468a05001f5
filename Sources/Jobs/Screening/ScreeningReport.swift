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
    var items: [Item]
    /// How many more there are that no report lists.
    var unlisted: [Item.Severity: Int] = [:]

    /// The same with further items.
    func adding(_ more: [Item]) -> Self {
        var report = self
        report.items += more
        return report
    }

    var passed: Bool { count(.fail) == 0 }

    private func count(_ severity: Item.Severity) -> Int {
        items.count { $0.severity == severity } + unlisted[severity, default: 0]
    }

    /// Those of all items that a report lists: a thousand at most, the failing ones first and notes last.
    static func listed(_ items: [Item]) -> [Item] {
        let ordered = Item.Severity.allCases.flatMap { grade in items.filter { $0.severity == grade } }
        return Array(ordered.prefix(1000))
    }

    /// Canonical JSON: the same files give the same report.
    ///
    /// The counts are those of all items.
    var canonical: [UInt8] {
        let json: JSON = [
            "schema": "https://teahouse.example/schemas/screening/1",
            "version": .string(version),
            "passed": .bool(passed),
            "files": .array(
                files.map { ["name": .string($0.name), "digest": .string($0.digest.description)] }
            ),
            "fail_count": .integer(Int64(count(.fail))),
            "review_count": .integer(Int64(count(.review))),
            "note_count": .integer(Int64(count(.note))),
            "items": .array(Self.listed(items).map(Self.json)),
        ]
        return json.canonical
    }

    package static func json(_ item: Item) -> JSON {
        [
            "rule": .string(item.rule),
            "file": .string(item.file),
            "line": item.line.map { .integer(Int64($0)) } ?? .null,
            "severity": .string(item.severity.rawValue),
            "detail": .plain(item.detail),
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
    static func passage(_ found: FoundPassage, of record: FlagRecord, isForeign: Bool, in file: String)
        -> Self
    {
        let flag = "\(record.pid) (\(record.category.rawValue))"
        let whose = isForeign ? "\(flag), which had to go from another finding" : flag
        let was = found.flagged.map { "; it was: “\($0)”" } ?? ""
        return Self(
            rule: found.isNear ? "near_passage" : isForeign ? "foreign_passage" : "flagged_passage",
            file: file,
            line: file == DescriptionReading.name ? nil : found.line,
            severity: found.isNear ? .review : .fail,
            detail: found.isNear
                ? "most words of the passage of \(whose): “\(found.standing)”\(was)"
                : "the passage of \(whose) \(isForeign ? "stands here" : "still stands")"
        )
    }

    /// What was not looked through does not pass.
    static func unread(_ file: String, because reason: String) -> Self {
        Self(
            rule: "unread",
            file: file,
            line: nil,
            severity: .fail,
            detail: "looking through the version \(reason); nothing in it was looked at"
        )
    }

    /// A flag of another finding whose file is gone, of which nothing was kept.
    static func notCompared(with flag: FlagRecord, isForeign: Bool) -> Self {
        Self(
            rule: "not_compared",
            file: DescriptionReading.name,
            line: nil,
            severity: .fail,
            detail: "the passage of \(flag.pid), which had to go\(isForeign ? " from another finding" : ""), "
                + "is no longer there to be compared with"
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
