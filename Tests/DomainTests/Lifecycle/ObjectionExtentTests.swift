// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// How much of a version is objected to.
@Suite struct ObjectionExtentTests {
    private let one = Digest(hex: Substring(String(repeating: "1", count: 64))).map(VersionPart.file)
    private let two = Digest(hex: Substring(String(repeating: "2", count: 64))).map(VersionPart.file)

    @Test func `nine tenths of the only file may be objected to, and not a byte more`() throws {
        let file = try #require(one)
        var extent = ObjectionExtent(sizes: [file: 100])
        extent.add(0...89, of: file)
        #expect(!extent.isEverything)
        extent.add(90...90, of: file)
        #expect(extent.isEverything)
    }

    @Test func `a byte that is objected to twice counts once`() throws {
        let file = try #require(one)
        var extent = ObjectionExtent(sizes: [file: 100])
        for _ in 0..<3 { extent.add(10...59, of: file) }
        extent.add(40...69, of: file)
        extent.add(20...30, of: file)
        #expect(!extent.isEverything)
    }

    @Test func `one whole file of two is a passage, and both are everything`() throws {
        let (first, second) = (try #require(one), try #require(two))
        var extent = ObjectionExtent(sizes: [first: 100, second: 100])
        extent.add(0...99, of: first)
        #expect(!extent.isEverything)
        extent.add(0...99, of: second)
        #expect(extent.isEverything)
    }

    @Test func `what is said beside the files counts as they do`() throws {
        let file = try #require(one)
        let title = VersionPart.member("/title")
        var extent = ObjectionExtent(sizes: [file: 80, title: 20])
        extent.add(0...79, of: file)
        #expect(!extent.isEverything)
        extent.add(0...9, of: title)
        #expect(!extent.isEverything)
        extent.add(10...10, of: title)
        #expect(extent.isEverything)
    }

    @Test func `a passage of an earlier version counts that stands somewhere else`() throws {
        let file = try #require(one)
        var extent = ObjectionExtent(sizes: [file: 100])
        extent.add(passageOf: 60)
        extent.add(0...29, of: file)
        #expect(!extent.isEverything)
        extent.add(passageOf: 1)
        #expect(extent.isEverything)
    }
}
