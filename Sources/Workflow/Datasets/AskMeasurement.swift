// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Fixes a draft and asks for its measurement.
    ///
    /// - Throws: `TransitionRefused` when it is no draft, `ActRefused` when it is not ready for it, or more
    ///   columns of a table are quasi-identifiers than are measured, `LostRace` when it changed meanwhile.
    package func askMeasurement(of release: ReleaseRecord) throws {
        // Moved first: from here on nobody can change the files that are looked at next.
        try ReleaseStore(self).move(release, .measure)
        try requireComplete(try ReleaseFileStore(self).files(of: release.id))
        try JobStore(self).enqueue(.measureRelease, release.id.rawValue)
    }

    /// Refuses to measure what is not ready for it: a file at least, each with its dialect, and a role for
    /// every column.
    private func requireComplete(_ files: [ReleaseFileRecord]) throws {
        guard !files.isEmpty else {
            throw ActRefused.conflict("no_files", "The release has no file to measure.")
        }
        let unclear = files.compactMap { file in
            file.unclear.map {
                FieldError(
                    pointer: Self.pointer(to: file) + "/dialect",
                    code: "unclear",
                    detail: $0["detail"]?.string ?? ""
                )
            }
        }
        guard unclear.isEmpty else {
            throw ActRefused.conflict(
                code: "dialect_unclear",
                detail: "It is not clear how some tables are written.",
                errors: Array(unclear.prefix(100))
            )
        }
        let unassigned = files.flatMap { file in
            let columns = ObjectReader([:], at: Self.pointer(to: file) + "/columns")
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
        try requireSets(files)
        for file in files {
            let quasi = file.columns.count { $0.role == .quasi }
            let most = Release.mostQuasiIdentifiers
            guard quasi <= most else {
                throw ActRefused.conflict(
                    "too_many_quasi",
                    "\(quasi) columns of \(file.name) are quasi-identifiers; at most \(most) are measured."
                )
            }
        }
    }

    /// Where sets of quasi-identifiers are named, each quasi-identifier stands in one and nothing else does:
    /// what stands in none would not be measured.
    private func requireSets(_ files: [ReleaseFileRecord]) throws {
        let astray = files.filter { !$0.quasiSets.isEmpty }.flatMap { file -> [FieldError] in
            let named = Set(file.quasiSets.flatMap(\.self))
            return file.columns.filter { ($0.role == .quasi) != named.contains($0.name) }.map { column in
                FieldError(
                    pointer: Self.pointer(to: file) + "/quasi_sets",
                    code: column.role == .quasi ? "left_out" : "not_quasi",
                    detail: column.role == .quasi
                        ? "“\(column.name)” is a quasi-identifier and in no set."
                        : "“\(column.name)” is in a set and no quasi-identifier."
                )
            }
        }
        guard astray.isEmpty else {
            throw ActRefused.conflict(
                code: "quasi_sets_incomplete",
                detail: "The sets of quasi-identifiers and the columns' roles do not fit.",
                errors: Array(astray.prefix(100))
            )
        }
    }

    private static func pointer(to file: ReleaseFileRecord) -> String {
        ObjectReader([:], at: "/files").pointer(to: file.name)
    }
}
