// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain

/// Reads the values of the domain from the command line.
enum Arguments {
    static func pid(_ text: String, _ kind: PID.Kind) throws -> PID {
        guard let pid = PID(text), pid.kind == kind else {
            throw ValidationError(
                "\(text) is not a public id of the kind \(kind.object.word) (\(kind.rawValue)-…)."
            )
        }
        return pid
    }

    static func pid(_ text: String) throws -> PID {
        guard let pid = PID(text) else { throw ValidationError("\(text) is not a public id.") }
        return pid
    }

    static func name(_ text: String) throws -> String {
        guard Limits.name.contains(text.unicodeScalars.count) else {
            throw ValidationError("A name has 1 to \(Limits.name.upperBound) characters.")
        }
        return text
    }

    /// A decision needs a reason.
    static func reason(_ text: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }), Limits.reason.contains(text.unicodeScalars.count)
        else {
            throw ValidationError("A reason has 1 to \(Limits.reason.upperBound) characters.")
        }
        return text
    }

    /// Refuses a port to listen on that TCP does not have.
    static func requirePort(_ port: Int) throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535.")
        }
    }

    static func ror(_ text: String) throws -> ROR {
        guard let ror = ROR(text) else { throw ValidationError("\(text) is not a ROR id.") }
        return ror
    }
}
