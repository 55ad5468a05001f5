// SPDX-License-Identifier: Apache-2.0
import Jobs
import Server
import Store

extension TestApp {
    /// Sweeps the server's file store once, as the server does by itself every few hours.
    package func sweepFiles() async throws -> Sweep.Result {
        let store = try FileStore(directory: state.files)
        return try await Sweep(beside.jobs, store, days: Sweep.usualDays).run()
    }
}
