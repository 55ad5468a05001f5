// SPDX-License-Identifier: Apache-2.0

import Foundation
import Processes

/// An installed PostgreSQL.
struct PostgresBinaries: Sendable {
    static let minimumMajor = 15

    let directory: String
    let major: Int

    var postgres: String { directory + "/postgres" }
    var initdb: String { directory + "/initdb" }

    /// The binaries for a cluster made by version `major`, or the newest ones when there is no cluster yet.
    ///
    /// Debian keeps each major version under `/usr/lib/postgresql`, outside `PATH`; elsewhere `pg_config`
    /// tells.
    static func find(major: Int?, root: String = "/usr/lib/postgresql") async throws -> PostgresBinaries? {
        let names = try SystemCall.status(of: root) == nil ? [] : SystemCall.names(in: root)
        let installed = try names.compactMap { Int($0) }.sorted(by: >)
            .map { PostgresBinaries(directory: "\(root)/\($0)/bin", major: $0) }
            .filter { try $0.isComplete }
        if let found = installed.first(where: { major == nil || $0.major == major }) { return found }
        if let found = try await configured(), major == nil || found.major == major { return found }
        return nil
    }

    /// The binaries in a folder that somebody named.
    static func inspect(_ directory: String) async throws -> PostgresBinaries? {
        let candidate = PostgresBinaries(directory: directory, major: 0)
        guard try candidate.isComplete else { return nil }
        let answer = try await Command(path: candidate.postgres, arguments: ["--version"]).output()
        return version(in: answer).map { PostgresBinaries(directory: directory, major: $0) }
    }

    /// The major version in "postgres (PostgreSQL) 15.18 (Debian …)" or "17beta1".
    static func version(in text: String) -> Int? {
        text.split(separator: " ").compactMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }.first
    }

    private static func configured() async throws -> PostgresBinaries? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let candidates = path.split(separator: ":").map { "\($0)/pg_config" }
        guard let tool = try candidates.first(where: SystemCall.canRun) else { return nil }
        let answer = try await Command(path: tool, arguments: ["--bindir"]).output()
        return try await inspect(answer.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private var isComplete: Bool {
        get throws(SystemError) {
            guard try SystemCall.canRun(postgres) else { return false }
            return try SystemCall.canRun(initdb)
        }
    }
}
