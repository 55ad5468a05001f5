// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Domain
import Foundation
import JSON
import OpenSSL

/// `teahouse measure`: the anonymity of a table, without server or database.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how anonymous a table is, and whether a profile's gate would open.",
        discussion: """
            Exit codes: 0 the gate opens or no profile was named, 1 it does not, 2 wrong usage, 3 the table cannot be read.

            Example:  teahouse measure planes.csv --quasi year,engines --sensitive manufacturer --profile agreement
            """
    )

    @Argument(help: "The table: CSV with a header.") var file: String
    @Option(help: "The quasi-identifiers, separated by commas; CSV quoting.") var quasi: String = ""
    @Option(help: "The sensitive attributes.") var sensitive: String = ""
    @ArgumentParser.Flag(help: "Add the other sensitive attributes to the quasi-identifiers of each.")
    var combine = false
    @Option(help: "open, agreement or enclave.") var profile: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let gate = try profile.map { name in
            guard let profile = GateProfile.standard(named: name) else {
                throw ValidationError("--profile is open, agreement or enclave.")
            }
            return profile
        }
        var roles: [String: ColumnRole] = [:]
        for (text, role) in [(quasi, ColumnRole.quasi), (sensitive, .sensitive)] {
            for name in try names(text) {
                guard roles.updateValue(role, forKey: name) == nil else {
                    throw ValidationError("\(name) is named twice.")
                }
            }
        }
        let report = try report(roles, gate ?? .agreement)
        output.show(report.json, report.text)
        if gate != nil, !report.gate.passed { throw ExitCode(1) }
    }

    private func report(_ roles: [String: ColumnRole], _ profile: GateProfile) throws -> AnonymityReport {
        do {
            // Columns that were not named are other: a person at a terminal chose what to look at.
            var all = Dictionary(
                uniqueKeysWithValues: try CSVReader(FileSource(path: file)).header.map {
                    ($0, ColumnRole.other)
                }
            )
            for name in roles.keys where all[name] == nil {
                throw ValidationError("There is no column \(name).")
            }
            all.merge(roles) { $1 }
            return try measure(
                source: FileSource(path: file),
                digest: FileDigest.text(of: file),
                roles: all,
                profile: profile,
                options: MeasureOptions(combine: combine)
            )
        } catch let error as FileSource.Failure {
            throw CannotRun("\(file): \(error)")
        } catch let error as CSVError {
            throw CannotRun("\(file): \(error)")
        }
    }

    /// A list of column names, written as one record of CSV.
    private func names(_ text: String) throws -> [String] {
        guard !text.isEmpty else { return [] }
        do {
            return try CSVReader(MemorySource(text + "\n")).header
        } catch {
            throw ValidationError("\(text) is not a list of column names: \(error)")
        }
    }
}

/// The digest of a file of any size.
enum FileDigest {
    static func text(of path: String) throws -> String {
        let source = try FileSource(path: path)
        let hash = SHA256()
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = try source.read(into: buffer)
                guard count > 0 else { break }
                hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
            }
        }
        return Digest(bytes: hash.finish())?.description ?? ""
    }
}
