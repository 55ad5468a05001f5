// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON
import Screening

extension ScreenTask {
    /// What was found, as far as a report tells it.
    struct Outcome: Message {
        /// The items that a report lists of these, those in the way first.
        private(set) var items: [ScreenItem] = []
        /// How many there are of each grade in all.
        private(set) var total: [ScreenItem.Severity: Int] = [:]
        /// What each text counts.
        private(set) var counts: [(name: String, counts: [OutputCount])] = []
        /// Of each text the passages that stand in it; `nil` when comparing it takes too long.
        var found: [[FoundPassage]?] = []
        /// The words of passages of other findings, by their places, as far as they were not kept yet.
        var fingerprints: [Int: [UInt8]] = [:]
        /// The passages that are no longer there to be compared with.
        var missing: [Int] = []

        /// What is compared with others' counts: more of it stands in no table that is made to be read.
        static let mostCounts = 10_000
        static let mostCountBytes = 1 << 20

        init() {}

        /// Takes what was found in each text.
        mutating func take(_ results: [ScreeningPass.Result]) {
            var (left, bytes) = (Self.mostCounts, Self.mostCountBytes)
            var all: [ScreenItem] = []
            for result in results {
                all += result.items
                left -= result.counts.count
                bytes -= result.counts.reduce(0) { $0 + $1.subject.utf8.count }
                guard left >= 0, bytes >= 0 else {
                    all.append(.tooManyCounts(in: result.name))
                    break
                }
                if !result.counts.isEmpty { counts.append((result.name, result.counts)) }
            }
            items = ScreeningReport.listed(all)
            total = all.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
        }
    }
}

extension ScreenItem {
    /// What was not compared does not pass.
    fileprivate static func tooManyCounts(in file: String) -> Self {
        Self(
            rule: "not_compared",
            file: file,
            line: nil,
            severity: .fail,
            detail: "with it, there are more counts than are compared with those of other findings"
        )
    }
}

extension ScreenTask.Outcome {
    var json: JSON {
        [
            "items": .array(items.map(ScreeningReport.json)),
            "total": .object(
                Dictionary(uniqueKeysWithValues: total.map { ($0.rawValue, .integer(Int64($1))) })
            ),
            "counts": .array(
                counts.map { file in ["name": .string(file.name), "counts": .array(file.counts.map(\.json))] }
            ),
            "found": .array(found.map { $0.map { .array($0.map(\.json)) } ?? .null }),
            "fingerprints": .array(
                fingerprints.map { ["place": .integer(Int64($0)), "words": .bytes($1)] }
            ),
            "missing": .array(missing.map { .integer(Int64($0)) }),
        ]
    }

    init(_ json: JSON) throws {
        items = try json.members("items") { try ScreenItem($0) }
        for (grade, count) in try json.member("total", \.object) {
            guard let grade = ScreenItem.Severity(rawValue: grade), let count = count.integer else {
                throw MalformedMessage(member: "total")
            }
            total[grade] = Int(count)
        }
        counts = try json.members("counts") { file in
            (try file.member("name", \.string), try file.members("counts") { try OutputCount($0) })
        }
        found = try json.members("found") { text in
            text.isNull ? .some(nil) : try text.array?.map { try FoundPassage($0) }
        }
        let words = try json.members("fingerprints") { each in
            (try each.member("place") { $0.integer.map(Int.init) }, try each.member("words", \.bytes))
        }
        fingerprints = Dictionary(words) { _, last in last }
        missing = try json.members("missing") { $0.integer.map(Int.init) }
    }
}

extension OutputCount {
    fileprivate var json: JSON { [.plain(subject), .integer(value), .integer(Int64(line))] }

    fileprivate init(_ json: JSON) throws {
        guard let parts = json.array, parts.count == 3, let subject = parts[0].string,
            let value = parts[1].integer, let line = parts[2].integer
        else { throw MalformedMessage(member: "counts") }
        self.init(subject: subject, value: value, line: Int(line))
    }
}

extension ScreenItem {
    /// Reads what `ScreeningReport.json` writes.
    fileprivate init(_ json: JSON) throws {
        self.init(
            rule: try json.member("rule", \.string),
            file: try json.member("file", \.string),
            line: try json.optionalMember("line") { $0.integer.map(Int.init) },
            severity: try json.member("severity") { $0.string.flatMap(Severity.init) },
            detail: try json.member("detail", \.string)
        )
    }
}
