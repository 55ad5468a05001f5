// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication
import Testing

/// Descriptions of releases; `make conformance` gives them to tools that read such files.
@Suite struct DatasetFormatTests {
    private static let site = Site(url: "https://findings.example")
    private static let release = DatasetDescription(
        dataset: PID(kind: .dataset, bits: 1),
        sequence: 2,
        title: "Pumps",
        description: "Wear of forty pumps.",
        keywords: ["pump"],
        organisation: "Pump Works",
        organisationROR: ROR("05dxps055"),
        releasedAt: Samples.start,
        files: [
            DatasetDescription.File(
                name: "Wear & tear.csv",
                size: 120,
                mediaType: "text/csv",
                digest: Digest(hashing: "table".utf8),
                columns: ["age band", "<wear>"]
            )
        ]
    )

    private func json(_ format: DatasetFormat) throws -> JSON {
        try JSON(parsing: format.bytes(Self.release, at: Self.site))
    }

    @Test func `a data package names each table, its bytes and its columns`() throws {
        let json = try json(.dataPackage)
        #expect(json["name"] == .string("\(Self.release.dataset)-2"))
        let resource = json["resources"]?.array?.first
        #expect(resource?["path"] == "Wear & tear.csv")
        #expect(resource?["bytes"] == 120)
        #expect(resource?["hash"] == .string(Self.release.files[0].digest.description))
        #expect(
            resource?["schema"]?["fields"]?.array?.compactMap { $0["name"]?.string } == [
                "age band", "<wear>",
            ]
        )
    }

    @Test func `how a table is written is said, so that nobody misreads it`() throws {
        func written(_ writing: DatasetDescription.Writing) throws -> [JSON?] {
            var release = Self.release
            release.files[0].writing = writing
            let package = try JSON(parsing: DatasetFormat.dataPackage.bytes(release, at: Self.site))
            let croissant = try JSON(parsing: DatasetFormat.croissant.bytes(release, at: Self.site))
            let resource = package["resources"]?.array?.first
            let file = croissant["distribution"]?.array?.first
            return [
                resource?["encoding"], resource?["dialect"], file?["encodingFormat"], file?["description"],
            ]
        }
        #expect(try written(.init()) == ["utf-8", nil, "text/csv", nil])
        let german = DatasetDescription.Writing(
            delimiter: ";",
            encoding: "windows-1252",
            skippedLines: 2,
            words: "separated by semicolons"
        )
        #expect(
            try written(german) == [
                "windows-1252",
                ["delimiter": ";", "quoteChar": "\"", "doubleQuote": true, "headerRows": [3]],
                "text/csv; charset=windows-1252", "separated by semicolons",
            ]
        )
        let tabs = try written(.init(delimiter: "\t", words: "separated by tabs"))
        #expect(tabs[2] == "text/tab-separated-values")
    }

    @Test func `in Croissant every field comes out of a file that is there`() throws {
        let json = try json(.croissant)
        let files = json["distribution"]?.array ?? []
        #expect(
            files.first?["contentUrl"]
                == .string(
                    "\(Self.site.url)/v1/datasets/\(Self.release.dataset)/releases/2/files/Wear%20%26%20tear.csv"
                )
        )
        #expect(files.first?["sha256"] == .string(Self.release.files[0].digest.hex))
        let fields = json["recordSet"]?.array?.first?["field"]?.array ?? []
        #expect(fields.compactMap { $0["source"]?["extract"]?["column"]?.string } == ["age band", "<wear>"])
        let known = Set(files.compactMap { $0["@id"]?.string })
        #expect(fields.allSatisfy { known.contains($0["source"]?["fileObject"]?["@id"]?.string ?? "") })
    }
}
