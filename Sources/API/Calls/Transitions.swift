// SPDX-License-Identifier: Apache-2.0
import Domain

extension Optional {
    /// The row that a compare-and-set moved; a lost race is the client's to look at again.
    package func orStale() throws -> Wrapped {
        guard let self else { throw ProblemDetails.stale }
        return self
    }

    /// What was looked up; absence is 404.
    package func orNotFound() throws -> Wrapped {
        guard let self else { throw ProblemDetails.notFound }
        return self
    }
}
