// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Jobs
import Publication
import Server

/// `teahouse verify log`: the whole transparency log, against the database and against what it said before.
struct VerifyLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Check the transparency log: every entry, every tile, every signed checkpoint.",
        discussion: """
            Names the first entry, tile or checkpoint that is not what it was. A checkpoint that you kept from before (GET
            /v1/log/checkpoint) shows that the log has only grown since.

            Example:  teahouse verify log --state ./teahouse-state --checkpoint kept.txt
            """
    )

    @Option(help: "A checkpoint from before, as it was served.") var checkpoint: String?
    @Option(help: "The key list (GET /v1/keys) or the folder with it, where it is not that of --state.")
    var keys: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let named = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
        var isFolder = ObjCBool(false)
        _ = FileManager.default.fileExists(atPath: named, isDirectory: &isFolder)
        let path = isFolder.boolValue || keys == nil ? named + "/keys.json" : named
        let list: Signed<KeyList>
        do {
            list = try Signed<KeyList>(parsing: Verify.bytes(path))
            // Whether it is signed by its own current key.
            _ = try TrustedKeys(list: list)
        } catch let error as CannotRun {
            throw error
        } catch {
            throw Refused("The keys in \(path) are not valid: \(error)")
        }
        let older = try checkpoint.map { String(decoding: try Verify.bytes($0), as: UTF8.self) }
        let verification = try await database.with(role: "teahouse_exporter", logger: log.logger()) {
            exporter in
            do {
                return try await LogAudit(exporter, keys: list).verify(older: older)
            } catch let failure as CheckFailure {
                throw Refused("\(failure)")
            }
        }
        try Verify.report(verification, output)
    }
}
