// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// The names of files that come in.
@Suite struct UploadedNameTests {
    private static let bytes = Array("x,y\n1,2\n".utf8)
    private static let refused = [
        "CON", "aux.txt", "com1.csv", "trailing.", "trailing%20", "%20leading", "-rf", "a%3Ab.txt", "a%7Cb",
        "a%2A",
        "a%3F.csv", "%3Cscript%3E.html", "a%22b", "a%2Fb", "a%5Cb", "%2E%2E", "e%CC%81.txt",
        "a%E2%80%AEb.csv",
        "a%E2%80%8Bb.csv", "a%EF%BF%BEb.csv", "a%CD%B8b.csv", String(repeating: "a", count: 201),
    ]

    @Test func `a name that some system cannot hold is refused, of a finding's file and of a table`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let release = try await app.draftRelease()
            for name in Self.refused {
                for refused in [
                    try await finding.upload(Self.bytes, as: name),
                    try await app.upload(Self.bytes, as: name, to: release),
                ] {
                    #expect(refused.status == 422, "\(name): \(refused.text)")
                    #expect(refused.code == "bad_file_name", "\(name)")
                }
            }
            #expect(try await finding.get().json["files"]?.array == [])
            // Whoever may not put a file learns nothing of its name.
            let stranger = try await app.person("Sten").token
            #expect(try await finding.upload(Self.bytes, as: "CON", token: stranger).status == 404)
        }
    }

    @Test func `of two names that are one on some systems the second is refused`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let release = try await app.draftRelease()
            for (first, others) in [
                ("A.csv", ["a.csv", "A.CSV"]), ("%C3%89.csv", ["%C3%A9.csv"]),
                ("stra%C3%9Fe.csv", ["STRASSE.csv"]),
            ] {
                _ = try await finding.upload(Self.bytes, as: first).expecting(201)
                _ = try await app.upload(Self.bytes, as: first, to: release).expecting(201)
                for name in others {
                    for refused in [
                        try await finding.upload(Self.bytes, as: name),
                        try await app.upload(Self.bytes, as: name, to: release),
                    ] {
                        #expect(refused.status == 409, "\(name): \(refused.text)")
                        #expect(refused.code == "name_taken", "\(name)")
                    }
                }
                // The same name puts the file anew.
                _ = try await finding.upload(Self.bytes, as: first).expecting(201)
            }
            #expect(try await finding.get().json["files"]?.array?.count == 3)
        }
    }

    @Test func `of two that come at once one is kept`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            async let upper = finding.upload(Self.bytes, as: "RESULT.csv")
            async let lower = finding.upload(Self.bytes, as: "result.csv")
            let statuses = try await [upper.status, lower.status].sorted()
            #expect(statuses == [201, 409])
            #expect(try await finding.get().json["files"]?.array?.count == 1)
        }
    }

    @Test func `the database has each key once, in a version and in a release`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let release = try await app.draftRelease()
            _ = try await finding.upload(Self.bytes, as: "a.csv").expecting(201)
            _ = try await app.upload(Self.bytes, as: "a.csv", to: release).expecting(201)
            for (table, constraint) in [
                ("finding_files", "finding_files_name_key_unique"),
                ("release_files", "release_files_name_key_unique"),
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asSuperuser { db in
                        let parent: SQL = table == "finding_files" ? "version" : "release"
                        try db.execute(
                            """
                            INSERT INTO \(identifier: table) (\(parent), name, name_key, size, media_type, digest)
                            SELECT \(parent), 'A.csv', name_key, size, media_type, digest FROM \(identifier: table)
                            """
                        )
                    }
                }
                #expect(error?.constraint == constraint)
            }
        }
    }
}
