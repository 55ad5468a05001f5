// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import JSON

/// How tables are measured here.
struct MeasuringArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file (JSON) with thresholds other than the usual: {\"open\": {\"k\": 20, \"t\": 0.2}}.",
            valueName: "file"
        )
    )
    var profiles: String?

    @Option(
        help: ArgumentHelp(
            "What values and classes may take before classes are spilled to temporary files (TMPDIR).",
            valueName: "MiB"
        )
    )
    var measureMemory = MeasureOptions.usualMemory >> 20

    @OptionGroup var identifiers: IdentifierArguments

    func validate() throws {
        guard (1...1 << 20).contains(measureMemory) else {
            throw ValidationError("--measure-memory is a number of MiB from 1 to 1048576.")
        }
    }

    /// In bytes.
    var memory: Int { measureMemory << 20 }

    func policy() throws -> MeasuringPolicy {
        MeasuringPolicy(
            profiles: try profiles.map(Self.read) ?? .usual,
            memory: memory,
            packs: try identifiers.chosen()
        )
    }

    private static func read(_ path: String) throws -> GateProfiles {
        try JSONFile.read(path, as: "list of profiles") { json throws(InvalidObject) in try GateProfiles(json)
        }
    }
}
