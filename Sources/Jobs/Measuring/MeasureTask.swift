// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import Files
import JSON
import Tables

/// The measuring of one table.
struct MeasureTask: WorkerTask {
    static let name = "measure"

    let path: String
    /// The file's name in its release.
    let name: String
    let digest: Digest
    let roles: [String: ColumnRole]
    let profile: GateProfile
    /// How the table is written; `nil` for a file of before, of which that is looked for.
    let dialect: JSON?
    /// The columns that the file was given with.
    let columns: [String]
    let quasiSets: [[String]]
    /// The officer's own words for what is missing.
    let missing: [String]
    /// By column, why what is suspected in it is no identifier.
    let acknowledged: [String: String]
    let packs: IdentifierPacks
    /// The provider's own identifiers.
    let ownWords: [String]
    let ownShapes: [String]
    /// Bytes, as in `MeasureOptions`.
    let memory: Int

    /// What came of it: a report, or why it is no table that can be measured.
    struct Outcome: Message {
        let passed: Bool
        /// The member of the file's entry in the release's report that says it: `report`, or `error`.
        let outcome: (key: String, value: JSON)

        init(_ report: AnonymityReport) {
            passed = report.gate.passed
            outcome = ("report", report.json)
        }

        /// Where a table is at fault, and why.
        init(line: Int?, _ detail: String) {
            passed = false
            outcome = (
                "error", ["line": line.map { .integer(Int64($0)) } ?? .null, "detail": .plain(detail)]
            )
        }
    }

    // Values and classes may take the memory that they are given, their tables are copied when they grow, and
    // what is done with them in the end takes up to as much again.
    func data(screening: Int) -> Int { 3 * memory + 256 << 20 }
    /// Behind the screenings, for which people wait.
    var niceness: Int32 { 15 }

    func run(progress: (Double) -> Void) throws -> Outcome {
        let file = try InputFile(following: path)
        let size = Double(max(1, try file.status().size))
        do {
            guard let dialect = try foundDialect() else {
                return Outcome(line: 1, "its columns are not those of its header; put the file anew")
            }
            let own = try OwnIdentifiers(words: ownWords, shapes: ownShapes)
            return try withoutActuallyEscaping(progress) { progress in
                Outcome(
                    try measure(
                        source: file,
                        digest: digest.description,
                        roles: roles,
                        profile: profile,
                        options: MeasureOptions(
                            dialect: dialect,
                            quasiSets: quasiSets,
                            missing: MissingWords(further: missing),
                            acknowledged: acknowledged,
                            identifiers: IdentifierRules(packs: packs, own: own),
                            memory: memory,
                            onProgress: { progress(Double($0) / size) }
                        )
                    )
                )
            }
        } catch let error as CSVError {
            return Outcome(line: error.line, error.asking(of: name))
        } catch let error as MeasureError where error.isOfTable {
            return Outcome(line: nil, error.description)
        }
    }

    /// How the table is written; `nil` for a file of before whose columns were read in another way.
    private func foundDialect() throws -> Dialect? {
        if let dialect = try Dialect(kept: dialect) { return dialect }
        let found = try TableStart(of: InputFile(following: path)).dialect()
        let header = try CSVReader(InputFile(following: path), dialect: found).header
        return header == columns ? found : nil
    }
}

extension MeasureTask {
    var json: JSON {
        [
            "path": .string(path), "name": .string(name), "digest": .string(digest.description),
            "roles": .object(roles.mapValues { .string($0.rawValue) }),
            "profile": .string(profile.name), "profiles": .object([profile.name: profile.json]),
            "dialect": dialect ?? .null, "columns": .strings(columns),
            "quasi_sets": .array(quasiSets.map(JSON.strings)), "missing": .strings(missing),
            "acknowledged": .object(acknowledged.mapValues(JSON.plain)),
            "packs": .strings(packs.names), "own_words": .strings(ownWords),
            "own_shapes": .strings(ownShapes), "memory": .integer(Int64(memory)),
        ]
    }

    init(_ json: JSON) throws {
        path = try json.member("path", \.string)
        digest = try json.member("digest") { $0.string.flatMap { Digest($0) } }
        roles = try json.member("roles", \.object).mapValues { role in
            guard let role = role.string.flatMap(ColumnRole.init) else {
                throw MalformedMessage(member: "roles")
            }
            return role
        }
        let profiles = try GateProfiles(json.member("profiles") { $0 })
        profile = try json.member("profile") { $0.string.flatMap { profiles[$0] } }
        name = try json.member("name", \.string)
        dialect = try json.optionalMember("dialect") { $0 }
        columns = try json.members("columns", \.string)
        quasiSets = try json.members("quasi_sets") { try $0.array?.map { try $0.text } }
        missing = try json.members("missing", \.string)
        acknowledged = try json.member("acknowledged", \.object).mapValues { try $0.text }
        packs = try IdentifierPacks(json: json)
        ownWords = try json.members("own_words", \.string)
        ownShapes = try json.members("own_shapes", \.string)
        memory = try json.member("memory") { $0.integer.map(Int.init) }
    }
}

extension MeasureTask.Outcome {
    var json: JSON { ["passed": .bool(passed), outcome.key: outcome.value] }

    init(_ json: JSON) throws {
        passed = try json.member("passed", \.bool)
        if let report = json["report"] {
            outcome = ("report", report)
        } else {
            outcome = ("error", try json.member("error") { $0 })
        }
    }
}

extension IdentifierPacks {
    /// The packs that a message names.
    init(json: JSON) throws {
        self.init(try json.members("packs") { $0.string.flatMap(IdentifierPack.init) })
    }
}
