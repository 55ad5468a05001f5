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

    @Argument(help: "The table: CSV or TSV with a header, packed by gzip or not.") var file: String
    @Option(help: "The quasi-identifiers, separated by commas; CSV quoting.") var quasi: String = ""
    @Option(help: "The sensitive attributes.") var sensitive: String = ""
    @ArgumentParser.Flag(help: "Add the other sensitive attributes to the quasi-identifiers of each.")
    var combine = false
    @Option(help: "The column that says who or what a row is about; k is counted in those.") var subject:
        String?
    @Option(
        help:
            "COLUMN=FILE: a tree of a sensitive attribute, for its t; rows of value;parent;…;root. May be repeated."
    )
    var hierarchy: [String] = []
    @OptionGroup var reading: TableOptions
    @Option(help: "open, agreement or enclave.") var profile: String?
    @Option(help: "Write the report as a web page too; a file that is there is not overwritten.") var html:
        String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        if let html { try NewFile.require(html) }
        let gate = try profile.map(Self.profile)
        let roles = try Self.roles([(quasi, .quasi), (sensitive, .sensitive)])
        let report = try report(roles, gate ?? .agreement)
        if let html { try NewFile.write(html) { try $0(Array(report.html().utf8)) } }
        output.show(report.json, report.text)
        if gate != nil, !report.gate.passed { throw ExitCode(1) }
    }

    private func hierarchies() throws -> [String: Hierarchy] {
        var trees: [String: Hierarchy] = [:]
        for text in hierarchy {
            guard let end = text.firstIndex(of: "=") else {
                throw ValidationError("--hierarchy is COLUMN=FILE.")
            }
            let path = String(text[text.index(after: end)...])
            do {
                trees[String(text[..<end])] = try Hierarchy(reading: TableFile(path: path).open())
            } catch let error as Hierarchy.Malformed {
                throw CannotRun("\(path): \(error)")
            } catch let error as CSVError {
                throw CannotRun("\(path): \(error)")
            }
        }
        return trees
    }

    static func profile(_ name: String) throws -> GateProfile {
        guard let profile = GateProfile.standard(named: name) else {
            throw ValidationError("--profile is open, agreement or enclave.")
        }
        return profile
    }

    /// The roles that lists of column names give, each column once.
    static func roles(_ lists: [(names: String, role: ColumnRole)]) throws -> [String: ColumnRole] {
        var roles: [String: ColumnRole] = [:]
        for (text, role) in lists {
            for name in try names(text) {
                guard roles.updateValue(role, forKey: name) == nil else {
                    throw ValidationError("\(name) is named twice.")
                }
            }
        }
        return roles
    }

    private func report(_ roles: [String: ColumnRole], _ profile: GateProfile) throws -> AnonymityReport {
        let table = reading.table(file)
        do {
            // Columns that were not named are other: a person at a terminal chose what to look at.
            var all = Dictionary(
                uniqueKeysWithValues: try CSVReader(table.open(), delimiter: table.delimiter).header.map {
                    ($0, ColumnRole.other)
                }
            )
            for name in Array(roles.keys) + (subject.map { [$0] } ?? []) where all[name] == nil {
                throw ValidationError("There is no column \(name).")
            }
            all.merge(roles) { $1 }
            return try measure(
                source: table.open(),
                digest: FileDigest.text(of: file),
                roles: all,
                profile: profile,
                options: MeasureOptions(
                    delimiter: table.delimiter,
                    combine: combine,
                    subject: subject,
                    hierarchies: try hierarchies()
                )
            )
        } catch let error as FileSource.Failure {
            throw CannotRun("\(file): \(error)")
        } catch let error as MeasureError {
            throw ValidationError("\(error).")
        } catch let error as GzipSource.Damaged {
            throw CannotRun("\(file): \(error)")
        } catch let error as CSVError {
            throw CannotRun("\(file): \(error)")
        }
    }

    /// A list of column names, written as one record of CSV.
    private static func names(_ text: String) throws -> [String] {
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
