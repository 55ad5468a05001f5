// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Files
import Foundation
import JSON
import Jobs
import OpenSSL
import Publication
import Server

/// `teahouse verify`: checks what was published, without trusting whoever hands it over.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a certificate, a report, an export, the transparency log or the stored files.",
        subcommands: [
            VerifyCertificate.self, VerifyReport.self, VerifyExport.self, VerifyLog.self, VerifyFiles.self,
        ]
    )

    /// Prints every check and ends with 1 unless all hold.
    static func report(_ verification: Verification, _ output: OutputOptions) throws {
        let checks = verification.checks.map { check -> JSON in
            [
                "name": .string(check.name), "outcome": .string(check.outcome.rawValue),
                "detail": .string(check.detail),
            ]
        }
        let text = verification.checks.map { "\($0.outcome.rawValue)\t\($0.name)\t\($0.detail)" }.joined(
            separator: "\n"
        )
        output.show(["valid": .bool(verification.isValid), "checks": .array(checks)], text)
        guard verification.isValid else {
            throw Refused("Not valid: \(verification.firstFailure?.name ?? "a check was skipped") failed.")
        }
    }

    /// The keys in a file: a key list, or one key.
    static func trusted(_ path: String) throws -> TrustedKeys {
        let file = try bytes(path)
        do {
            return try TrustedKeys(file: file)
        } catch {
            throw Refused("The keys in \(path) are not valid: \(error)")
        }
    }

    static func bytes(_ path: String) throws(FileError) -> [UInt8] {
        try InputFile(following: path).readAll(limit: .max)
    }
}

struct VerifyCertificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Check a certificate of a publication with nothing but files.",
        discussion: """
            Needs no network and no database. KEYS is the platform's key list (GET /v1/keys) or a public key in PEM.

            Example:  teahouse verify certificate pu-….certificate.json --keys keys.json --document pu-….json
            """
    )

    @Argument(help: "The certificate's file.") var file: String
    @Option(help: "The key list, or a public key in PEM.") var keys: String
    @Option(help: "The publication's document.") var document: String?
    @Option(help: "A revocation; may be repeated.") var revocation: [String] = []
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Verify.report(
            verifyCertificate(
                file: try Verify.bytes(file),
                keys: try Verify.trusted(keys),
                document: try document.map(Verify.bytes),
                revocations: try revocation.map(Verify.bytes)
            ),
            output
        )
    }
}

struct VerifyExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Check an export: every file, every signature, every line, and the delta.",
        discussion: "Example:  teahouse verify export ./export/current"
    )

    @Argument(help: "The export's folder, or one of its snapshots.") var directory: String
    @Option(help: "The only key to trust, as a public key in PEM.") var key: String?
    @ArgumentParser.Flag(help: "Also compare with the database: the same publications, no more and no fewer.")
    var againstDatabase = false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let pin = try key.map { try Ed25519.PublicKey(pem: Verify.bytes($0)) }
        var folder = directory
        // An export's own folder stands for its current snapshot.
        if FileManager.default.fileExists(atPath: folder + "/current/manifest.json") { folder += "/current" }
        guard FileManager.default.fileExists(atPath: folder + "/manifest.json") else {
            throw CannotRun("There is no export in \(directory).")
        }
        try Verify.report(try ExportVerifier(directory: folder, pin: pin).verify(), output)
        guard againstDatabase else { return }
        let different = try await database.with(role: "teahouse_exporter", logger: output.log.logger()) {
            exporter in
            try await ExportReconciliation(exporter).difference(from: folder)
        }
        guard different.isEmpty else {
            throw Refused(
                "The export is not what the database has: \(different.prefix(5).joined(separator: ", "))"
            )
        }
        if !output.json { Terminal.print("passed\tdatabase\tthe same publications in the same states") }
    }
}
