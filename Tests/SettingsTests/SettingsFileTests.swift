// SPDX-License-Identifier: Apache-2.0
import Foundation
import Settings
import Testing

/// Files of settings: whose they are, and every fault in them at once.
@Suite struct SettingsFileTests {
    struct Server: Equatable {
        var port: Int?
        var name: String?
        var level: String?
        var hosts: [String]?
    }

    @Test func `what is asked for is read, and what is not there is not set`() throws {
        try Self.with(
            """
            [server] # ours
            port = 8_080
            name = 'Tea "House"'
            level = "info"
            hosts = ["a", "b"]
            [client]
            whatever = 1979
            """
        ) { (path) throws in
            let server = try Self.read(path)
            #expect(server == Server(port: 8080, name: "Tea \"House\"", level: "info", hosts: ["a", "b"]))
        }
        try Self.with("# nothing") { (path) throws in #expect(try Self.read(path) == Server()) }
        try Self.with("") { (path) throws in
            #expect(try Self.read(path + "/inner") == nil)
            try FileManager.default.removeItem(atPath: path)
            #expect(try Self.read(path) == nil)
        }
    }

    @Test func `every fault is told at once, by its line, without what was said`() throws {
        let text = """
            prot = 1
            url = "secret"
            [server]
            hosts = ["a", 2]
            level = "loud"
            name = ""
            port = "secret"
            Public-Name = "secret"
            colour = "secret"
            name2.first = 1
            [servers]
            [tea.pots]
            """
        try Self.with(text) { (path) throws in
            let complaint = try #require(try Self.complaint(path, .secret))
            #expect(
                complaint.split(separator: "\n  ") == [
                    "\(path):",
                    "line 1: there is no setting prot; did you mean port?",
                    "line 2: there is no setting url outside of [client] and [server]",
                    "line 4: server.hosts is a string, not a whole number",
                    "line 5: server.level is one of info, debug",
                    "line 6: server.name is empty; leave it out instead",
                    "line 7: server.port is a whole number, not a string",
                    "line 8: there is no setting server.Public-Name; did you mean server.public_name?",
                    "line 9: there is no setting server.colour",
                    "line 10: there is no section [server.name2]",
                    "line 11: there is no section [servers]; did you mean [server]?",
                    "line 12: there is no section [tea]",
                ]
            )
            #expect(!complaint.contains("secret"))
        }
        try Self.with("[server]\nport = true\n") { (path) throws in
            #expect(
                try Self.complaint(path, .secret)
                    == "\(path), line 2: server.port is a whole number, not true or false"
            )
        }
    }

    @Test(
        arguments: [
            ("port =\n", "line 1, column 7: a value was expected; text stands in quotation marks"),
            ("server = 1", "line 1: server is a section, not a whole number"),
            ("[[server]]", "line 1: server is a section, not an array"),
            ("[server]\nname = \"a\\u001b\"", "line 2: server.name has a control character"),
            ("[server]\nport = 1.0", "line 2: server.port is a whole number, not a number with a fraction"),
            ("[server]\nhosts = 'a'", "line 2: server.hosts is an array of strings, not a string"),
            ("[server.name]", "line 1: server.name is a string, not a section"),
        ]
    )
    func `a fault is told in words`(text: String, fault: String) throws {
        try Self.with(text) { (path) throws in
            #expect(try Self.complaint(path, .secret) == "\(path), \(fault)")
        }
    }

    @Test func `a thousand faults are cut short`() throws {
        let text = (0..<1000).map { "stranger\($0) = 1" }.joined(separator: "\n")
        try Self.with(text) { (path) throws in
            #expect(try Self.complaint(path, .secret)?.split(separator: "\n").count == 101)
        }
    }

    @Test func `a file that others have a hand in is refused`() throws {
        try Self.with("[server]\nport = 1\n") { (path) throws in
            for (mode, secret, shared) in [
                (0o600, nil, nil), (0o400, nil, nil), (0o640, "chmod 600", nil), (0o604, "chmod 600", nil),
                (0o644, "chmod 600", nil), (0o620, "chmod 600", "chmod go-w"),
                (0o602, "chmod 600", "chmod go-w"),
            ] as [(Int, String?, String?)] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                for (privacy, advice) in [(SettingsFile.Privacy.secret, secret), (.shared, shared)] {
                    let complaint = try Self.complaint(path, privacy)
                    #expect(complaint.map { $0.contains(advice ?? "nothing") } ?? (advice == nil), "\(mode)")
                }
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
    func `a file of another user is refused`() throws {
        try Self.with("") { (path) throws in
            try FileManager.default.setAttributes([.ownerAccountID: 12_345], ofItemAtPath: path)
            #expect(try Self.complaint(path, .secret)?.contains("belongs to another user") == true)
        }
    }

    @Test func `what cannot be read counts as a fault, not as absent`() throws {
        try Self.with("") { (path) throws in
            // Below a file there is no folder that could have one; a name that no file
            // can have is another matter.
            #expect(try Self.complaint(path + "/below", .shared) == nil)
            let long = path + String(repeating: "x", count: 300)
            #expect(try Self.complaint(long, .shared)?.contains("cannot be read") == true)
            let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
            #expect(try Self.complaint(folder, .shared)?.contains("is not a file") == true)
            #expect(mkfifo(path + ".pipe", 0o600) == 0)
            #expect(try Self.complaint(path + ".pipe", .secret)?.contains("is not a file") == true)
        }
        try Self.with(String(repeating: "#", count: 1 << 20)) { (path) throws in
            #expect(try Self.read(path) == Server())
        }
        try Self.with(String(repeating: "#", count: 1 << 20 + 1)) { (path) throws in
            #expect(try Self.complaint(path, .shared)?.contains("more than 1048576 bytes") == true)
        }
    }

    private static func read(_ path: String, _ privacy: SettingsFile.Privacy = .secret) throws -> Server? {
        try SettingsFile.read(path, privacy) { file in
            _ = file.string("port")
            file.leave(section: "client")
            return file.section("server") { section in
                _ = section.string("public_name")
                return Server(
                    port: section.integer("port"),
                    name: section.string("name"),
                    level: section.choice("level", of: ["info", "debug"]),
                    hosts: section.strings("hosts")
                )
            } ?? Server()
        }
    }

    private static func complaint(_ path: String, _ privacy: SettingsFile.Privacy) throws -> String? {
        do {
            _ = try read(path, privacy)
            return nil
        } catch let error as SettingsError {
            return error.description
        }
    }

    /// Lends a file that only its owner may read, in a folder of its own.
    private static func with(_ text: String, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-settings-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "settings.toml").path(percentEncoded: false)
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try body(path)
    }
}
