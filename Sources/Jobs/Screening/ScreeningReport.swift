// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import JSON
import Store

/// What the screening of a version found: rule, file, place, and whether it stands in the way.
package struct ScreeningReport: Sendable {
    package struct Item: Sendable {
        package enum Severity: String, Sendable {
            /// The gate stays closed until it is mended or a moderator makes an exception.
            case fail
            /// A moderator should look.
            case review
        }

        package let rule: String
        package let file: String
        package let line: Int?
        package let severity: Severity
        package let detail: String
    }

    let version: String
    let files: [FindingFileRecord]
    let items: [Item]

    /// The same with further items.
    func adding(_ more: [Item]) -> Self { Self(version: version, files: files, items: items + more) }

    var passed: Bool { !items.contains { $0.severity == .fail } }

    /// Canonical JSON: the same files give the same report.
    ///
    /// At most a thousand items are written, the failing ones first; the counts are those of all items.
    var canonical: [UInt8] {
        let ordered = items.filter { $0.severity == .fail } + items.filter { $0.severity != .fail }
        let json: JSON = [
            "schema": "https://teahouse.example/schemas/screening/1",
            "version": .string(version),
            "passed": .bool(passed),
            "files": .array(
                files.map { ["name": .string($0.name), "digest": .string($0.digest.description)] }
            ),
            "fail_count": .integer(Int64(items.count { $0.severity == .fail })),
            "review_count": .integer(Int64(items.count { $0.severity == .review })),
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

extension ScreeningReport.Item {
    static func identifier(_ found: IdentifierInText, in file: String) -> Self {
        Self(
            rule: "direct_identifier",
            file: file,
            line: found.line,
            severity: found.severity == .blocking ? .fail : .review,
            detail: "\(found.kind.rawValue): \(found.sample)"
        )
    }

    static func column(_ found: IdentifierInColumn, in file: String) -> Self {
        Self(
            rule: "direct_identifier",
            file: file,
            line: found.lines.first,
            severity: .fail,
            detail: "column \(found.column), \(found.kind.rawValue): \(found.sample ?? "")"
        )
    }

    static func output(_ item: OutputItem, in file: String) -> Self {
        Self(
            rule: item.rule.rawValue,
            file: file,
            line: item.line,
            severity: item.isFailure ? .fail : .review,
            detail: "\(item.place): \(item.detail)"
        )
    }

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

    static func copiedRow(line: Int, of release: String, releaseLine: Int, in file: String) -> Self {
        Self(
            rule: "copied_row",
            file: file,
            line: line,
            severity: .fail,
            detail: "the same as line \(releaseLine) of \(release)"
        )
    }

    /// What has something of a release that no version of the finding names.
    static func undeclared(_ release: FileReading.ReleaseCopy, in file: String, line: Int?) -> Self {
        Self(
            rule: "undeclared_release",
            file: file,
            line: line,
            severity: .fail,
            detail:
                "has something of \(release.name) of \(release.release), which a party has downloaded and no version names"
        )
    }

    /// What was not compared does not pass.
    static func notCompared(with release: FileReading.ReleaseCopy, in file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "\(release.name) of \(release.release) is no longer there"
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

    static func notATable(_ file: String, _ reason: String) -> Self {
        Self(rule: "not_a_table", file: file, line: nil, severity: .review, detail: "read as text: \(reason)")
    }

    static func unreadable(_ file: String) -> Self {
        Self(
            rule: "not_readable",
            file: file,
            line: nil,
            severity: .review,
            detail: "binary; nothing in it was looked at"
        )
    }
}
