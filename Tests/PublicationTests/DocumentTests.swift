// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication
import Testing

struct DocumentTests {
    @Test func `a document is its canonical bytes and comes back from them`() throws {
        let document = try Samples.document(1)
        let bytes = try document.canonical()
        #expect(try Document(parsing: bytes) == document)
        #expect(try JSON(parsing: bytes).canonical == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"abstract":"Line one.\nLine two, with “quotes” and \"escapes\".","concept":"fi-"#
            )
        )
        #expect(text.contains(#""published_at":"2026-11-24T02:00:00Z""#))
        #expect(!text.contains("conflicts") && !text.contains("previous") && !text.contains("null"))
    }

    @Test func `a draft document is all of it but the time, and fits with every time`() throws {
        let document = try Samples.document(1)
        let draft = DraftDocument(document)
        let bytes = try draft.canonical()
        #expect(try DraftDocument(parsing: bytes) == draft)
        #expect(draft.published(at: document.publishedAt) == document)
        var members = try JSON(parsing: document.canonical()).object ?? [:]
        members["published_at"] = nil
        #expect(JSON.object(members).canonical == bytes)
        #expect(throws: FormatError.notCanonical) { try DraftDocument(parsing: document.canonical()) }
        #expect(throws: FormatError.self) { try DraftDocument(parsing: Array("{}".utf8)) }

        var other = document
        other.title = "Another"
        other.conflicts = "None."
        other.publishedAt = Instant(rawValue: 7)
        #expect(DraftDocument(other).differences(from: draft) == ["conflicts", "title"])
        // To the byte: the time that is added is as long as a time can be.
        let time = Instant(rawValue: 1_795_485_600_000_001)
        other.abstract = "x"
        other.files = (0..<420).map { index in
            Document.File(name: "\(index)", size: 1, mediaType: "text/plain", digest: Digest(hashing: [7]))
        }
        let room = Document.byteLimit - DraftDocument(other).content.json.canonical.count
        #expect((100..<9900).contains(room))
        for more in -1...1 {
            other.abstract = String(repeating: "x", count: 1 + room + more)
            let draft = DraftDocument(other)
            let (isDraft, isPublished) = (try? draft.canonical(), try? draft.published(at: time).canonical())
            #expect((isDraft != nil) == (more <= 0) && (isPublished != nil) == (more <= 0), "\(more)")
        }
    }

    @Test func `a document over 64 KiB cannot be made`() throws {
        var document = try Samples.document(1)
        document.files = (0..<450).map { index in
            Document.File(
                name: "measurements/of-the-test-rig/file-\(index)",
                size: 1,
                mediaType: "text/plain",
                digest: Digest(hashing: "\(index)".utf8)
            )
        }
        #expect(throws: FormatError.tooLarge(limit: 65_536)) { try document.canonical() }
    }

    @Test(
        arguments: [
            ("title", JSON.null, "/title missing"),
            ("title", "a\nb", "/title control_character"),
            ("schema", "https://teahouse.example/schemas/publication/2", "/schema unknown_value"),
            ("pid", "pu-000000000000", "/pid format"),
            ("version", 0, "/version range"),
            ("version", "1", "/version type"),
            ("language", "English", "/language format"),
            ("kind", "miracle", "/kind unknown_value"),
            ("license", "Proprietary", "/license unknown_value"),
            ("contributors", [], "/contributors length"),
            (
                "contributors", [["name": "A", "credit_roles": ["boss"]]],
                "/contributors/0/credit_roles unknown_value"
            ),
            (
                "contributors", [["name": "A", "orcid": "0000-0002-1825-0098"]],
                "/contributors/0/orcid format"
            ),
            ("published_at", "yesterday", "/published_at format"),
            ("surprise", 1, "/surprise unknown_key"),
            (
                "files", [["name": "../x", "size": 1, "media_type": "a/b", "digest": "sha256:0"]],
                "/files/0/name format"
            ),
        ] as [(String, JSON, String)]
    )
    func `a wrong member is named`(member: String, value: JSON, expected: String) throws {
        var object = try #require(try Samples.document(1).json.object)
        object[member] = value == .null ? nil : value
        let error = #expect(throws: FormatError.self) { try Document(parsing: JSON.object(object).canonical) }
        guard case .invalid(let invalid) = error else {
            Issue.record("refused for another reason: \(String(describing: error))")
            return
        }
        #expect(invalid.errors.map { "\($0.pointer) \($0.code)" }.contains(expected))
    }

    @Test func `every other spelling of the same document is refused`() throws {
        let text = String(decoding: try Samples.document(1).canonical(), as: UTF8.self)
        let others = [
            " " + text, text + "\n", text.replacing("\"version\":1", with: "\"version\": 1"),
            text.replacing("Wear", with: #"\u0057ear"#),
            text.replacing("02:00:00Z", with: "03:00:00+01:00"),
            text.replacing("02:00:00Z", with: "02:00:00.000Z"),
            text.replacing(#""keywords":"#, with: #""conflicts":null,"keywords":"#),
        ]
        for other in others {
            #expect(other != text)
            #expect(throws: FormatError.self) { try Document(parsing: Array(other.utf8)) }
        }
    }

    @Test func `two files of one name are refused`() throws {
        var document = try Samples.document(1)
        document.files += document.files
        #expect(throws: FormatError.self) { try document.canonical() }
    }

    @Test func `what says why by a category alone is of the second number, and the first one is read too`()
        throws
    {
        let folder = try TemporaryFolder()
        let samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
        let certificate = try samples.certificate(for: Samples.document(1))
        let inWords = try samples.revocation(of: certificate).content
        var alone = inWords
        alone.reason = Revocation.Reason(category: .error)
        for (revocation, number) in [(inWords, "1"), (alone, "2")] {
            let tombstone = Tombstone(revocation)
            #expect(revocation.json["schema"]?.string?.hasSuffix("/revocation/\(number)") == true)
            #expect(tombstone.json["schema"]?.string?.hasSuffix("/tombstone/\(number)") == true)
            #expect(try Revocation(parsing: revocation.canonical()) == revocation)
            #expect(try Tombstone(parsing: tombstone.canonical()) == tombstone)
            // A number that does not fit the members is no spelling of the same.
            let text = String(decoding: try revocation.canonical(), as: UTF8.self)
            let other = text.replacing(
                "/revocation/\(number)",
                with: "/revocation/\(number == "1" ? "2" : "1")"
            )
            #expect(throws: FormatError.self) { try Revocation(parsing: Array(other.utf8)) }
            let unknown = text.replacing("/revocation/\(number)", with: "/revocation/3")
            #expect(throws: FormatError.self) { try Revocation(parsing: Array(unknown.utf8)) }
        }
    }

    @Test func `a tombstone follows from the revocation`() throws {
        let folder = try TemporaryFolder()
        let samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
        let certificate = try samples.certificate(for: Samples.document(1))
        let tombstone = Tombstone(try samples.revocation(of: certificate).content)
        #expect(try Tombstone(parsing: tombstone.canonical()) == tombstone)
        #expect(tombstone.document == certificate.content.document)
        #expect(tombstone.reason.category == .error)
    }
}
