// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Testing

@testable import TeaHouse

/// What counts as a change between two versions, and how it is shown.
@Suite struct PartsTests {
    /// The members of a version as the contract has them.
    private static func members() throws -> Set<String> {
        let contract = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/reference/openapi.json")
        let json = try JSON(parsing: Array(try Data(contentsOf: contract)), limits: .trusted)
        let properties = json["components"]?["schemas"]?["Finding"]?["properties"]?.object
        return Set(try #require(properties).keys)
    }

    private static func changes(_ old: JSON, _ new: JSON) -> [PartChange] {
        VersionParts(of: new).changes(since: VersionParts(of: old))
    }

    @Test func `every member of a version is a part, but for what the platform says of it`() throws {
        let members = try Self.members()
        #expect(members.count > 20)
        #expect(VersionParts.ofPlatform.isSubset(of: members))
        for member in members.union(["a_member_to_come"]) where member != "files" {
            let isPart = !VersionParts.ofPlatform.contains(member)
            let differences: [(JSON, JSON)] = [
                ("a", "b"), ("a", .null), ("a", "a "), (false, true), (["a", "b"], ["b", "a"]),
                (["a\nb"], ["a", "b"]),
                ("", .null), ([["x": 1]], [["x": 2]]), ("\u{E9}", "e\u{301}"),
            ]
            for (old, new) in differences {
                let changes = Self.changes(.object([member: old]), .object([member: new]))
                #expect(changes.map(\.part) == (isPart ? [.member(member)] : []), "\(member): \(old) \(new)")
            }
            #expect(Self.changes(.object([member: .null]), [:]).isEmpty)
            #expect(Self.changes(.object([member: ["a"]]), .object([member: ["a"]])).isEmpty)
        }
    }

    @Test func `files are told apart by the bytes of their names, and changed by any of their members`() {
        func file(_ name: String, _ digest: String, _ type: String = "text/plain") -> JSON {
            ["name": .string(name), "digest": .string(digest), "media_type": .string(type), "size": 1]
        }
        func version(_ files: JSON...) -> JSON { ["files": .array(files)] }
        func changes(_ old: JSON, _ new: JSON) -> [String] {
            Self.changes(old, new).map { change in
                guard case .file(let name) = change.part else { return "?" }
                return "\(Array(name.utf8)) \(change.digests.before ?? "-") \(change.digests.after ?? "-")"
            }
        }
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        #expect(changes(version(file("a", "1")), version(file("a", "1"))) == [])
        #expect(
            changes(version(file("a", "1"), file("b", "2")), version(file("b", "2"), file("a", "1"))) == []
        )
        #expect(changes(version(file("a", "1")), version(file("a", "2"))) == ["[97] 1 2"])
        #expect(changes(version(file("a", "1")), version(file("a", "1", "text/csv"))) == ["[97] 1 1"])
        #expect(changes(version(file("a", "1")), version(file("b", "1"))) == ["[97] 1 -", "[98] - 1"])
        #expect(
            changes(version(file(composed, "1")), version(file(decomposed, "1")))
                == ["[101, 204, 129] - 1", "[195, 169] 1 -"]
        )
        #expect(
            changes(
                version(file(composed, "1"), file(decomposed, "2")),
                version(file(composed, "1"), file(decomposed, "3"))
            ) == ["[101, 204, 129] 2 3"]
        )
    }

    @Test func `lines are compared by their bytes`() {
        func text(_ old: String, _ new: String) -> String {
            LineDiff(from: Array(old.utf8), to: Array(new.utf8)).text(.plain)
        }
        #expect(text("a\nb\nc\nd\ne\n", "a\nb\nx\nd\ne\n") == "  a\n  b\n- c\n+ x\n  d\n  e")
        #expect(text("1\n2\n3\n4\n5\n", "1\n2\n3\n4\n6\n") == "  … 2 lines\n  3\n  4\n- 5\n+ 6")
        #expect(text("caf\u{E9}", "cafe\u{301}") == "- caf\u{E9}\n+ cafe\\u{301}")
        #expect(text("a b", "a\u{200B} b ") == "- a·b\n+ a\\u{200B}·b·")
        #expect(text("a\r\nb\n", "a\nb\n") == "- a\\u{D}\n+ a\n  b")
        // What merely moved is not spelled out.
        #expect(text("x y\na\nb\n", "a\nb\nx y\n") == "- x y\n  a\n  b\n+ x y")
        let invalid = LineDiff(from: [0x61, 0xFF], to: [0x61, 0xFE])
        #expect(invalid.text(.plain) == "- a\\xFF\n+ a\\xFE")
        #expect(LineDiff(from: [], to: []).isEmpty && text("a", "a\n") == "  … 1 line")
    }

    @Test func `long texts that have nothing in common are compared in no time`() {
        let old = (0..<40_000).map { "old \($0)\n" }.joined()
        let new = (0..<40_000).map { "new \($0)\n" }.joined()
        let diff = LineDiff(from: Array("same\n\(old)end\n".utf8), to: Array("same\n\(new)end\n".utf8))
        #expect(diff.lines.count == 80_002)
        #expect(diff.lines.first == .same(Array("same".utf8)) && diff.lines.last == .same(Array("end".utf8)))
    }
}
