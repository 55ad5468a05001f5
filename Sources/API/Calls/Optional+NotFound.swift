// SPDX-License-Identifier: Apache-2.0
extension Optional {
    /// What was looked up; absence is 404.
    package func orNotFound() throws -> Wrapped {
        guard let self else { throw ProblemDetails.notFound }
        return self
    }
}
