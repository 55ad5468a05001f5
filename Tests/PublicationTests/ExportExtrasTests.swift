// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import FoundationXML
import JSON
import Publication
import Testing

/// The formats and crates of an export.
struct ExportExtrasTests {
    private let folder: TemporaryFolder
    private let directory: String
    private let samples: Samples
    private let site = Site(name: "Leaf & Cup", url: "https://findings.example")

    init() throws {
        folder = try TemporaryFolder()
        directory = folder["export"]
        samples = Samples(ring: try KeyRing.create(in: folder["keys"], at: Samples.start))
        try FileManager.default.createDirectory(atPath: folder["store"], withIntermediateDirectories: false)
        for number in 1...3 { try store(Samples.file(number)) }
    }

    private func store(_ bytes: [UInt8]) throws {
        try write(bytes, to: folder["store/\(Digest(hashing: bytes).hex)"])
    }

    private func extras(bags: Bool = false) -> ExportExtras {
        let store = folder["store"]
        return ExportExtras(site: site, files: { "\(store)/\($0.hex)" }, bags: bags)
    }

    private func export(run: Int = 1, _ records: [ExportRecord], bags: Bool = false) throws -> ExportSummary {
        try samples.export(run: run, records, in: directory, extras: extras(bags: bags))
    }

    private func verification() throws -> Verification { try ExportVerifier(directory: directory).verify() }

    @Test func `every format has every record, withdrawn ones where it can say so`() throws {
        let summary = try export([samples.published(1), samples.withdrawn(2), samples.published(3)])
        #expect(
            try names(in: summary.path).filter { !$0.contains(".") }
                == ["crates", "datacite", "oai_datacite", "oai_dc", "schema_org"]
        )
        let lines = try gunzipped("\(summary.path)/datacite/000000.ndjson.gz").map {
            try JSON(parsing: $0.utf8)
        }
        #expect(lines.compactMap { $0["doi"]?.string } == [1, 3].map { "10.5072/\(Samples.pid($0))" })
        #expect(try gunzipped("\(summary.path)/schema_org/000000.ndjson.gz").count == 2)
        for name in ["oai_dc", "oai_datacite"] {
            let text = try gunzipped("\(summary.path)/\(name)/000000.xml.gz").joined(separator: "\n")
            let xml = try XMLDocument(xmlString: text)
            let records = try xml.nodes(forXPath: "//*[local-name()='record']")
            #expect(records.count == 3)
            #expect(try xml.nodes(forXPath: "//*[local-name()='header'][@status='deleted']").count == 1)
            #expect(try xml.nodes(forXPath: "//*[local-name()='metadata']").count == 2)
            #expect(
                try xml.nodes(forXPath: "//*[local-name()='request']").first?.stringValue == "\(site.url)/oai"
            )
        }
        #expect(try verification().isValid)
    }

    @Test func `packs hold a thousand records`() throws {
        let one = try samples.published(1)
        guard case .published(let document, let certificate) = one.content else { return }
        let text = String(decoding: document, as: UTF8.self)
        let records = (1...2001).map { number in
            let changed = text.replacing("\(Samples.pid(1))", with: "\(Samples.pid(number))")
            return ExportRecord(
                header: Samples.header(number),
                content: .published(document: Array(changed.utf8), certificate: certificate)
            )
        }
        let summary = try samples.export(
            run: 1,
            records,
            in: directory,
            extras: ExportExtras(site: site, files: nil)
        )
        let packs = ["000000", "000001", "000002"]
        #expect(try names(in: summary.path + "/oai_dc") == packs.map { "\($0).xml.gz" })
        let counts = try packs.map { try gunzipped("\(summary.path)/datacite/\($0).ndjson.gz").count }
        #expect(counts == [1000, 1000, 1])
    }

    @Test func `a crate has the document, the certificate and the files, which share no byte with the store`()
        throws
    {
        let summary = try export([samples.published(1), samples.withdrawn(2)])
        let crate = "\(summary.path)/crates/\(Samples.pid(1))"
        #expect(try names(in: summary.path + "/crates") == ["\(Samples.pid(1))"])
        #expect(
            try names(in: crate) == [
                "certificate.json", "files", "publication.json", "ro-crate-metadata.json",
            ]
        )
        #expect(try read("\(crate)/publication.json") == Samples.document(1).canonical())
        let file = "\(crate)/files/tables/results.csv"
        #expect(try read(file) == Samples.file(1))
        let stored = folder["store/\(Digest(hashing: Samples.file(1)).hex)"]
        for name in [file, stored] { #expect(try links(name) == 1) }
        for name in try FileManager.default.subpathsOfDirectory(atPath: crate) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(crate)/\(name)")
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == (isFolder ? 0o755 : 0o444))
        }
        #expect(try verification()["crates"] == .passed)
    }

    private func links(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.referenceCount] as? Int
    }

    @Test func `snapshots share what did not change, and a file that somebody wrote to is copied anew`()
        throws
    {
        let name = "crates/\(Samples.pid(1))/files/tables/results.csv"
        let first = try export(run: 1, [samples.published(1)])
        let second = try export(run: 2, [samples.published(1), samples.published(2)])
        for file in try FileManager.default.subpathsOfDirectory(atPath: "\(first.path)/crates")
        where !file.hasSuffix("\(Samples.pid(1))") && !file.hasSuffix("files") && !file.hasSuffix("tables") {
            #expect(try links("\(second.path)/crates/\(file)") == 2, "\(file)")
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644],
            ofItemAtPath: "\(second.path)/\(name)"
        )
        try write(Samples.file(1).map { $0 ^ 1 }, to: "\(second.path)/\(name)")
        let third = try export(run: 3, [samples.published(1), samples.published(2)])
        #expect(try read("\(third.path)/\(name)") == Samples.file(1))
        #expect(try links("\(third.path)/\(name)") == 1)
        #expect(try verification().isValid)
        // One of an earlier version, whose files were the store's own.
        try FileManager.default.removeItem(atPath: "\(third.path)/\(name)")
        let stored = folder["store/\(Digest(hashing: Samples.file(1)).hex)"]
        try FileManager.default.linkItem(atPath: stored, toPath: "\(third.path)/\(name)")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: stored)
        let fourth = try export(run: 4, [samples.published(1), samples.published(2)])
        #expect(try links("\(fourth.path)/\(name)") == 1)
    }

    @Test func `a bag wraps the crate and counts what is in it`() throws {
        let summary = try export([samples.published(1)], bags: true)
        let bag = "\(summary.path)/crates/\(Samples.pid(1))"
        #expect(
            try names(in: bag) == [
                "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "manifest-sha512.txt",
                "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
            ]
        )
        let manifest = String(decoding: try read("\(bag)/manifest-sha256.txt"), as: UTF8.self)
        #expect(manifest.contains("\(Digest(hashing: Samples.file(1)).hex)  data/files/tables/results.csv\n"))
        #expect(manifest.split(separator: "\n").count == 4)
        #expect(try verification()["crates"] == .passed)
    }

    @Test(arguments: ["changed", "gone", "besides", "other document"])
    func `a crate that is not what its document says is found`(_ damage: String) throws {
        let summary = try export([samples.published(1), samples.published(3)])
        let file = "\(summary.path)/crates/\(Samples.pid(1))/files/tables/results.csv"
        switch damage {
        case "changed": try write(Array("results of 9".utf8), to: file)
        case "gone": try FileManager.default.removeItem(atPath: file)
        case "besides": try write([], to: file + ".more")
        default:
            try FileManager.default.createDirectory(
                atPath: "\(summary.path)/crates/x",
                withIntermediateDirectories: false
            )
        }
        #expect(try verification().firstFailure?.name == "crates")
    }

    @Test func `a file that the store has lost costs its crate and nothing else`() throws {
        try FileManager.default.removeItem(atPath: folder["store/\(Digest(hashing: Samples.file(1)).hex)"])
        let summary = try export([samples.published(1), samples.published(3)])
        #expect(summary.incomplete == [Samples.pid(1)])
        #expect(try names(in: summary.path + "/crates") == ["\(Samples.pid(3))"])
        #expect(summary.manifest.counts.published == 2)
        let failure = try verification().firstFailure
        #expect(failure?.detail == "the crate of \(Samples.pid(1)) lacks tables/results.csv")
        try store(Samples.file(1))
        let next = try export(run: 2, [samples.published(1), samples.published(3)])
        #expect(next.incomplete.isEmpty)
        #expect(try verification().isValid)
    }

    @Test func `the same records give the same formats and crates but for the day`() throws {
        let records = [try samples.published(1), try samples.withdrawn(2), try samples.published(3)]
        let one = try export(records)
        let two = try export(run: 2, records)
        #expect(
            one.manifest.files.filter {
                !$0.name.hasSuffix(".xml.gz") && $0.name != "index.html" && $0.name != "delta.ndjson.gz"
            }
                == two.manifest.files.filter {
                    !$0.name.hasSuffix(".xml.gz") && $0.name != "index.html" && $0.name != "delta.ndjson.gz"
                }
        )
        for file in one.manifest.files where file.name.hasSuffix(".xml.gz") {
            let texts = try [one, two].map { try gunzipped("\($0.path)/\(file.name)").dropFirst(2) }
            #expect(texts[0] == texts[1], "\(file.name)")
        }
    }
}
