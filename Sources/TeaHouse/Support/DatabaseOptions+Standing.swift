// SPDX-License-Identifier: Apache-2.0
import Cluster
import Files
import Logging
import Server

extension DatabaseOptions {
    /// Runs `body` with a database that answers: the private one of a state folder is started for as long,
    /// where no server runs over it.
    ///
    /// It is for what has to be done before a server can start.
    func standing<T: Sendable>(logger: Logger, _ body: () async throws -> T) async throws -> T {
        guard let folder = ownFolder, try FileStatus(of: folder.cluster + "/PG_VERSION") != nil else {
            return try await body()
        }
        let embedded: Embedded
        do {
            embedded = try await Embedded.start(in: folder, logger: logger)
        } catch ClusterError.inUse {
            // Its server runs.
            return try await body()
        }
        let outcome: Result<T, any Error>
        do {
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        await embedded.stop()
        return try outcome.get()
    }

    /// The folder whose own database is meant; `nil` where an address is.
    private var ownFolder: StateFolder? {
        if databaseUrl != nil { return nil }
        if state == nil, EnvironmentVariable.value(Self.variable) != nil { return nil }
        return StateFolder(state ?? "./teahouse-state")
    }
}
