// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Files
import Foundation
import Tables

/// How the commands that need no server read and measure a table.
struct TableMeasuring: ParsableArguments {
    @Flag(
        help: "Use one thread; else reading, counting and the search for identifiers go on beside each other."
    )
    var oneThread = false

    @Option(
        help: ArgumentHelp(
            "What else says that a value is missing, separated by commas; NA, N/A, #N/A, NaN, NULL, \\N, - and . do.",
            valueName: "words"
        )
    )
    var missing: String = ""

    @OptionGroup var reading: TableOptions
    @OptionGroup var measuring: MeasuringArguments
    @OptionGroup var own: OwnIdentifierArguments
    @Option(
        help: ArgumentHelp(
            "Why what is suspected of a column is no identifier; the report says it. It excuses a name, near-unique values and a shape, never a check digit. May be repeated.",
            valueName: "column=reason"
        )
    )
    var acknowledge: [String] = []

    var missingWords: MissingWords {
        MissingWords(further: missing.split(separator: ",").map(String.init))
    }

    /// The profile of that name.
    func profile(_ name: String) throws -> GateProfile {
        guard let profile = try measuring.policy().profiles[name] else {
            throw ValidationError("--profile is open, agreement or enclave.")
        }
        return profile
    }

    /// Measures a table; columns without a role are other, since a person at a
    /// terminal chose what to look at.
    func report(
        on table: TableFile,
        _ roles: [String: ColumnRole],
        _ profile: GateProfile,
        _ options: MeasureOptions
    ) throws -> AnonymityReport {
        let header = try CSVReader(table.open(), dialect: table.dialect).header
        for name in roles.keys.sorted() where !header.contains(name) {
            throw MeasureError.unknownColumn(name)
        }
        var options = options
        options.dialect = table.dialect
        options.missing = missingWords
        options.memory = measuring.memory
        options.identifiers = try measuring.identifiers.rules(own: own.own())
        // After a transform a column may be gone, and what was said of it.
        options.acknowledged = try reasons().filter { header.contains($0.key) }
        options.isParallel = !oneThread && ProcessInfo.processInfo.activeProcessorCount > 1
        let source = HashedInput(try InputFile(following: table.path))
        return try measure(
            source: table.unpacked(source),
            digest: "\(source.digest())",
            roles: Dictionary(uniqueKeysWithValues: header.map { ($0, roles[$0] ?? .other) }),
            profile: profile,
            options: options
        )
    }

    /// What `--acknowledge` says, by column.
    func reasons() throws -> [String: String] {
        var reasons: [String: String] = [:]
        for text in acknowledge {
            guard let end = text.firstIndex(of: "="), text.index(after: end) < text.endIndex else {
                throw ValidationError("--acknowledge is COLUMN=REASON.")
            }
            let column = String(text[..<end])
            guard reasons.updateValue(String(text[text.index(after: end)...]), forKey: column) == nil else {
                throw ValidationError("--acknowledge names \(column) twice.")
            }
        }
        return reasons
    }

    /// Refuses a reason for a column that the table does not have.
    func requireColumns(in table: TableFile) throws {
        let header = try CSVReader(table.open(), dialect: table.dialect).header
        for column in try reasons().keys.sorted() where !header.contains(column) {
            throw MeasureError.unknownColumn(column)
        }
    }

    /// Runs `body` on the table at `path`, and says as the commands do what is wrong with the table.
    static func explaining<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as CSVError {
            throw CannotRun("\(path): \(error.withOption)")
        } catch let error as MeasureError {
            throw error.isOfTable ? CannotRun("\(path): \(error)") : ValidationError("\(error).")
        }
    }
}
