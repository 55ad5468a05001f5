// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// Reads the values of the domain from the command line.
enum Arguments {
    static func pid(_ text: String, _ kind: PID.Kind) throws -> PID {
        guard let pid = PID(text), pid.kind == kind else {
            throw ValidationError("\(text) is not the public id of such a thing (\(kind.rawValue)-…).")
        }
        return pid
    }

    static func ror(_ text: String) throws -> ROR {
        guard let ror = ROR(text) else { throw ValidationError("\(text) is not a ROR id.") }
        return ror
    }
}
