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

    /// Prints every check and ends with 1 unless all hold, and with 4 when they do and the certificate may
    /// have been withdrawn since.
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
        let status = verification.status.map { "\($0.rawValue)\tstatus\t\($0.sentence)" }
        output.show(
            .object(compacting: [
                "valid": .bool(verification.isValid), "checks": .array(checks),
                "status": verification.status.map { JSON.string($0.rawValue) },
            ]),
            ([text] + (status.map { [$0] } ?? [])).joined(separator: "\n")
        )
        guard verification.isValid else {
            throw Refused("Not valid: \(verification.firstFailure?.name ?? "a check was skipped") failed.")
        }
        if verification.status == .unknown {
            throw Undecided(
                "Status unknown: the certificate holds, and may have been withdrawn since (--revocation)."
            )
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

            A certificate does not tell whether its publication was withdrawn since. Without --revocation its status is unknown, and the exit code is
            4 when all else holds. GET /v1/publications/{pid}/revocation has a publication's revocation, revocations.ndjson.gz in an export all of
            that night; that it has all, verify export says.

            A certificate under a key that others have had (compromised_at in KEYS) holds only where the log had it before: --log says
            so, by an export's folder.

            Example:  teahouse verify certificate pu-….certificate.json --keys keys.json --document pu-….json --revocation revocations.ndjson.gz
            """
    )

    @Argument(help: "The certificate's file.") var file: String
    @Option(help: "The key list, or a public key in PEM.") var keys: String
    @Option(help: "The publication's document.") var document: String?
    @Option(help: "An export's folder, whose log has to have the certificate.") var log: String?
    @Option(
        help: "A revocation, or a list of them: revocations.ndjson.gz of an export; may be repeated."
    )
    var revocation: [String] = []
    @OptionGroup var output: OutputOptions
    @OptionGroup var logging: LogOptions

    func run() throws {
        let trusted = try Verify.trusted(keys)
        try Verify.report(
            verifyCertificate(
                file: try Verify.bytes(file),
                keys: trusted,
                document: try document.map(Verify.bytes),
                log: try log.map { try ExportedLog(directory: $0, keys: trusted) },
                revocations: revocation.isEmpty ? nil : try revocation.flatMap(Self.revocations)
            ),
            output
        )
    }

    /// The revocations in a file: one, or one a line, packed or not.
    private static func revocations(_ path: String) throws -> [[UInt8]] {
        var bytes = try Verify.bytes(path)
        if bytes.starts(with: [0x1F, 0x8B]) { bytes = try unpacked(bytes, path) }
        return bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private static func unpacked(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
        var rest = bytes[...]
        let reader = try GzipReader(path, isSingle: true) { buffer in
            let piece = rest.prefix(buffer.count)
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
        var unpacked: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            guard count > 0 else { return unpacked }
            unpacked += buffer[..<count]
        }
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
    @OptionGroup var log: LogOptions

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
        let different = try await database.with(role: "teahouse_exporter", logger: log.logger()) {
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

extension CertificateStatus {
    /// For people.
    fileprivate var sentence: String {
        switch self {
        case .unknown: "status unknown: whether the publication was withdrawn since is not known"
        case .notRevoked: "none of the revocations given is of this certificate"
        case .revoked: "the publication was withdrawn"
        }
    }
}
