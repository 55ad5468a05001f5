// SPDX-License-Identifier: Apache-2.0

/// One named question that a verification answered.
package struct Check: Hashable, Sendable {
    package enum Outcome: String, Sendable {
        case passed
        case failed
        /// What it needs was not given, or an earlier check failed.
        case skipped
    }

    package let name: String
    package let outcome: Outcome
    /// A sentence for people; for a failure it names the first object that is wrong.
    package let detail: String
}

/// What a verification found, check by check.
package struct Verification: Hashable, Sendable {
    package private(set) var checks: [Check] = []
    /// Of a certificate, whether it still counts; `nil` for whatever is never taken back.
    package var status: CertificateStatus?

    /// No check failed and at least one was made.
    package var isValid: Bool {
        checks.contains { $0.outcome == .passed } && firstFailure == nil
    }

    package var firstFailure: Check? { checks.first { $0.outcome == .failed } }

    package subscript(name: String) -> Check.Outcome? { checks.first { $0.name == name }?.outcome }

    package init() {}

    package mutating func record(_ name: String, _ outcome: Check.Outcome, _ detail: String) {
        checks.append(Check(name: name, outcome: outcome, detail: detail))
    }

    /// Makes one check: `body` returns the detail of its success or throws what is wrong.
    ///
    /// `nil` after a failure.
    @discardableResult
    package mutating func check<Found>(_ name: String, _ body: () throws -> (Found, String)) -> Found? {
        do {
            let (found, detail) = try body()
            record(name, .passed, detail)
            return found
        } catch {
            // Whatever kept a check from passing is its result; nothing is lost.
            record(name, .failed, "\(error)")
            return nil
        }
    }
}

/// What a check found wrong, for its detail.
package struct CheckFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
