// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import OpenSSL

/// What a certificate commits to in place of a problem that only a circle knows of.
///
/// The certificate has the SHA-256 of these bytes, and nobody can guess them because of the salt; whoever is
/// shown them can check which problem was answered.
package struct ProblemOpening: Hashable, Sendable {
    package let problem: Document.ProblemReference
    /// 64 hexadecimal digits.
    package let salt: String

    /// With a salt of its own.
    package init(of problem: Document.ProblemReference) throws(OpenSSLError) {
        self.problem = problem
        salt = try randomBytes(32).hexadecimal
    }

    private init(problem: Document.ProblemReference, salt: String) {
        self.problem = problem
        self.salt = salt
    }

    /// What stands in the certificate.
    package func commitment() throws(FormatError) -> Digest { Digest(hashing: try canonical()) }
}

extension ProblemOpening: CanonicalFormat {
    package static let schema = Schema.problemOpening
    package static let byteLimit = 1024

    package var members: KeyValuePairs<String, JSON?> {
        ["problem": problem.json, "salt": .string(salt)]
    }

    package static func read(_ reader: inout ObjectReader) -> ProblemOpening? {
        let problem = reader.object("problem", read: Document.ProblemReference.read)
        let salt = reader.string("salt", length: 64...64)
        guard let problem, let salt else { return nil }
        return ProblemOpening(problem: problem, salt: salt)
    }
}
