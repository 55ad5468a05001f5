// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The arrows between targets, as the architecture page draws them, against what the sources import.
@Suite struct ArrowTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized

    @Test func `no target imports what the architecture page does not allow`() throws {
        let allowed = try Self.table()
        let ours = Set(allowed.keys)
        for target in try Self.targets() {
            let arrows = try #require(allowed[target], "the architecture page does not know \(target)")
            for (file, imports) in try Self.imports(of: target) {
                #expect(imports.intersection(ours).subtracting([target]).isSubset(of: arrows), "\(file)")
            }
        }
    }

    @Test func `Package.swift declares what is imported and what the page allows, no more and no less`()
        throws
    {
        let page = try Self.table()
        let declared = try Self.declared()
        for target in try Self.targets() where try !Self.files(of: target).isEmpty {
            let arrows = try #require(declared[target], "Package.swift does not know \(target)")
            let imports = try Self.imports(of: target).reduce(into: Set<String>()) { $0.formUnion($1.1) }
            let ours = imports.intersection(page.keys).subtracting([target])
            #expect(arrows == ours, "\(target)")
            #expect(arrows == page[target], "\(target), by the page")
        }
    }

    @Test func `only the API knows Hummingbird`() throws {
        for target in try Self.targets() where target != "API" {
            for (file, imports) in try Self.imports(of: target) {
                #expect(!imports.contains("Hummingbird"), "\(file)")
            }
        }
    }

    @Test func `routes, acts and commands hold no SQL`() throws {
        let statement = try Regex("\"\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) ")
        for (file, text) in try ["API", "Workflow", "TeaHouse"].flatMap(Self.files) {
            #expect(text.firstMatch(of: statement) == nil, "\(file)")
        }
    }

    @Test func `routes and commands move nothing and write nothing down: they call acts`() throws {
        let own = try Regex(#"\bdb\.(move|moveOutOfSight|hit|record)\(|\bInvitationStore\(db\)\.create\("#)
        for (file, text) in try Self.files(of: "API") + Self.files(of: "TeaHouse") {
            #expect(text.firstMatch(of: own) == nil, "\(file)")
        }
    }

    @Test func `every move of a gate or a flag is followed by the question what it means`() throws {
        let moves = [
            // A gate is moved by what `moveGate` is given, a flag by what `changeFlags` is, or
            // falls to its clearance's cap.
            (
                "moveGate(of:",
                #"\bSubject\(\S+, (screening|moderation|Screening\.\w+|Moderation\.\w+)\)|\bClearanceStore\(self\)\.(pass|uphold)\("#
            ),
            ("changeFlags(of:", #"\b(flags|FlagStore\(self\))\.move\("#),
        ]
        for (file, text) in try Self.files(of: "Workflow") where !file.hasSuffix("LapseClearance.swift") {
            for (question, move) in moves where try text.firstMatch(of: Regex(move)) != nil {
                #expect(text.contains(question), "\(file)")
            }
        }
    }

    @Test func `the domain does no input or output`() throws {
        for (file, imports) in try Self.imports(of: "Domain") {
            #expect(imports.isSubset(of: ["Foundation"]), "\(file)")
        }
        for (file, text) in try Self.files(of: "Domain") {
            #expect(
                !text.contains("Date.now") && !text.contains("Date()") && !text.contains("FileManager"),
                "\(file)"
            )
        }
    }

    @Test func `no file is longer than three hundred lines`() throws {
        for target in try Self.targets() {
            for (file, text) in try Self.files(of: target) {
                #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 301, "\(file)")
            }
        }
    }

    @Test func `nobody leaves unlooked at whether an update hit`() throws {
        // A move throws, `hit` throws; where any number of rows is right, a comment says so.
        let update = try Regex(#"\n(?<above>[^\n]*)\n\s*(_ = )?try db\.execute\(\s*\"+\s*UPDATE "#)
        let discarded = try Regex(#"_ = try (db|\w+\(db\))\.(move|moveOutOfSight|hit|finish|fail|renew)\("#)
        for target in try Self.targets() where target != "TestSupport" {
            for (file, text) in try Self.files(of: target) {
                for match in text.matches(of: update) where Self.isDropped(text[match.range.lowerBound...]) {
                    let above = match.output["above"]?.substring ?? ""
                    #expect(above.contains("// Any number of rows."), "\(file): \(text[match.range])")
                }
                #expect(text.firstMatch(of: discarded) == nil, "\(file)")
            }
        }
    }

    /// Whether nothing is done with what the first call of `execute` returns.
    private static func isDropped(_ text: Substring) -> Bool {
        guard let call = text.firstRange(of: "execute(") else { return false }
        var depth = 1
        let end = text[call.upperBound...].firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth == 0
        }
        guard let end else { return false }
        return text[text.index(after: end)...].prefix { $0 != "\n" }.allSatisfy { $0 == " " }
    }

    @Test func `states are set by moves alone`() throws {
        let statement = try Regex(#"UPDATE (?!jobs)[a-z_]+( [a-z])?\s+SET\s+state = "#)
        for (file, text) in try Self.files(of: "Store") where !file.hasSuffix("Connection+Move.swift") {
            #expect(text.firstMatch(of: statement) == nil, "\(file)")
        }
    }

    /// What Package.swift says that each target depends on, of our own targets.
    ///
    /// Its text is read: to ask the package manager while it runs the tests is to wait for it.
    private static func declared() throws -> [String: Set<String>] {
        let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let ours = try Set(table().keys)
        let quoted = try Regex(#""(?<name>\w+)""#)
        var declared: [String: Set<String>] = [:]
        for form in [
            #"(?:target|optimised)\(\s*"(?<target>\w+)"(?:,\s*\[(?<arrows>[^\]]*)\])?"#,
            #"\.executableTarget\(\s*name: "(?<target>\w+)",\s*dependencies: \[(?<arrows>[^\]]*)\]"#,
            #"\.target\(\s*name: "(?<target>Migrations)""#,
        ] {
            for match in text.matches(of: try Regex(form)) {
                guard let target = match.output["target"]?.substring else { continue }
                let arrows = form.contains("<arrows>") ? match.output["arrows"]?.substring ?? "" : ""
                let names = arrows.matches(of: quoted).compactMap { $0.output["name"]?.substring }
                declared[String(target)] = Set(names.map(String.init)).intersection(ours)
            }
        }
        return declared
    }

    private static func table() throws -> [String: Set<String>] {
        let page = root.appending(path: "docs/explanation/architecture.md")
        var table: [String: Set<String>] = [:]
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let names = Set(
                cells[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                    .filter { !$0.isEmpty }
            )
            for target in cells[1].split(separator: ",") {
                table[target.trimmingCharacters(in: CharacterSet(charactersIn: " `"))] = names
            }
        }
        return table
    }

    private static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources").path(percentEncoded: false)
        )
    }

    private static func files(of target: String) throws -> [(String, String)] {
        let folder = root.appending(path: "Sources/\(target)")
        let names = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))?.compactMap {
            $0 as? String
        }
        return try (names ?? []).filter { $0.hasSuffix(".swift") }.map {
            ("\(target)/\($0)", try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    private static func imports(of target: String) throws -> [(String, Set<String>)] {
        try files(of: target).map { file, text in
            (file, Set(text.matches(of: /(?m)^(?:@\w+ )?import (?:\w+ )?(\w+)/).map { String($0.1) }))
        }
    }
}
