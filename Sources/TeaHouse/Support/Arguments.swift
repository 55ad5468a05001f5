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
        try written(text, .line, Limits.name, "A name")
    }

    /// A decision needs a reason.
    static func reason(_ text: String) throws -> String {
        try written(text, .lines, Limits.reason, "A reason")
    }

    /// What a person writes, under the rules of the API.
    private static func written(
        _ text: String,
        _ form: TextForm,
        _ length: ClosedRange<Int>,
        _ what: String
    ) throws -> String {
        guard length.contains(text.unicodeScalars.count) else {
            throw ValidationError("\(what) has \(length.lowerBound) to \(length.upperBound) characters.")
        }
        if let fault = form.fault(in: text) { throw ValidationError("\(what): \(fault.detail)") }
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
