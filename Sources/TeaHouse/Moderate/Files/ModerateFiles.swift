// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Files
import Foundation
import JSON

/// `teahouse moderate files`: what a version consists of, to be read.
struct ModerateFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "List a version's files, show them, or fetch them.",
        discussion: """
            Without FILE, lists them. With FILE, writes the bytes of these on standard output; a terminal shows them without what \
            could move its cursor. --to writes them into a folder, all of them where no FILE is named. Whatever is read is held against the digest \
            that is judged.

            Example:  teahouse moderate files fi-0123456789ab/1 --to ./fi-0123456789ab
            """
    )

    @OptionGroup var subject: CaseArguments
    @Argument(help: "Which files; all unless named.") var file: [String] = []
    @Option(
        help:
            "The folder to write them into; it is made where it is missing, and no file in it is written over."
    )
    var to: String?
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws { _ = try named() }

    private func named() throws -> CaseName { try subject.name(.finding, .flag) }

    func run() async throws {
        let client = try remote.client()
        let name = try await version(from: client)
        let version = try await client.get(name.path).json
        let all = RemoteFile.all(
            of: version,
            at: CaseName(name.pid, version["version"]?.integer.map { Int($0) }).path
        )
        let wanted = try file.isEmpty ? all : file.map { try Self.file($0, in: all) }
        if let to { return try await save(wanted, in: to, from: client) }
        if file.isEmpty { return list(wanted) }
        for each in wanted { try Self.show(try await each.bytes(from: client), of: each) }
    }

    /// Of an objection, the version that is objected to.
    private func version(from client: RemoteClient) async throws -> CaseName {
        let name = try named()
        guard name.pid.kind == .flag else { return name }
        return try await QueuedCase.objectedTo(by: try await client.get(name.path).json, from: client).version
    }

    private static func file(_ name: String, in files: [RemoteFile]) throws -> RemoteFile {
        guard let file = files.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            throw Refused("There is no file \(name.harmless).")
        }
        return file
    }

    private func list(_ files: [RemoteFile]) {
        output.show(
            files,
            [
                Column("NAME", "name") { .string($0.name) },
                Column("SIZE", "size", cell: { FileText.size($0.size) }) { .integer($0.size) },
                Column("TYPE", "media_type") { .string($0.mediaType) },
                Column("DIGEST", "digest") { .string($0.digest) },
            ]
        )
    }

    private static func show(_ bytes: [UInt8], of file: RemoteFile) throws {
        guard Terminal.isOutput else { return Terminal.write(bytes) }
        guard FileText.isReadable(bytes) else {
            throw Refused("\(file.name.harmless) is no text; fetch it with --to.")
        }
        Terminal.print(FileText.shown(bytes))
    }

    /// Writes the files one by one; what goes wrong with one keeps nobody from the others.
    private func save(_ files: [RemoteFile], in path: String, from client: RemoteClient) async throws {
        try Folder(path).make(mode: 0o700)
        var rows: [(file: RemoteFile, path: String, trouble: String?)] = []
        for file in files {
            let target = "\(path)/\(Self.localName(file.name))"
            do {
                try await file.save(as: target, from: client)
                rows.append((file, target, nil))
            } catch {
                rows.append((file, target, Dossier.Unread.why(error)))
            }
        }
        let lines = rows.map { row in
            row.trouble.map { "NOT FETCHED  \(row.file.name.harmless): \($0.harmless)" } ?? row.path
        }
        let items = rows.map { row -> JSON in
            [
                "name": .string(row.file.name), "digest": .string(row.file.digest),
                "path": row.trouble == nil ? .string(row.path) : .null,
                "trouble": row.trouble.map(JSON.string) ?? .null,
            ]
        }
        output.show(["items": .array(items)], lines.joined(separator: "\n"))
        let missing = rows.count { $0.trouble != nil }
        if missing > 0 { throw CannotRun("\(missing) of \(rows.count) files could not be fetched.") }
    }

    /// A name that stays in its folder, is not hidden, and is seen as it is.
    static func localName(_ name: String) -> String {
        let isPlain =
            !name.hasPrefix(".") && !name.hasPrefix("-")
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar != "\\" && String(scalar).harmless == String(scalar) && scalar != "\n"
                    && scalar != "\t" && scalar.properties.generalCategory != .format
            }
        return isPlain ? name : "_" + Percent.encode(name)
    }
}
