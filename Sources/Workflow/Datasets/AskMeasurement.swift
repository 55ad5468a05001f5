// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Fixes a draft and asks for its measurement.
    ///
    /// - Throws: `TransitionRefused` when it is no draft, `ActRefused` when it has no file or a column has no
    ///   role, `LostRace` when it changed meanwhile.
    package func askMeasurement(of release: ReleaseRecord) throws {
        // Moved first: from here on nobody can change the files that are looked at next.
        try ReleaseStore(self).move(release, .measure)
        try requireComplete(try ReleaseFileStore(self).files(of: release.id))
        try JobStore(self).enqueue(.measureRelease, release.id.rawValue)
    }

    /// Refuses to measure what is not ready for it: a file at least, and a role for every column.
    private func requireComplete(_ files: [ReleaseFileRecord]) throws {
        guard !files.isEmpty else {
            throw ActRefused.conflict("no_files", "The release has no file to measure.")
        }
        let unassigned = files.flatMap { file in
            let columns = ObjectReader(
                [:],
                at: ObjectReader([:], at: "/files").pointer(to: file.name) + "/columns"
            )
            return file.columns.filter { $0.role == nil }.map { column in
                FieldError(
                    pointer: columns.pointer(to: column.name),
                    code: "unassigned",
                    detail: "Every column needs a role."
                )
            }
        }
        guard unassigned.isEmpty else {
            throw ActRefused.conflict(
                code: "columns_unassigned",
                detail: "Some columns have no role yet.",
                errors: Array(unassigned.prefix(100))
            )
        }
    }
}
