// SPDX-License-Identifier: Apache-2.0
import Foundation
import Jobs
import Postgres
import Publication
import Server
import Store

extension TestApp {
    /// Makes a nightly export into the state folder.
    package func export(bags: Bool = false, startsAnew: Bool = false) async throws -> ExportSummary {
        let exporter = pool(of: "teahouse_exporter")
        let platform = pool(of: "teahouse_platform")
        let store = try FileStore(directory: state.files)
        let run = NightlyExport(
            exporter: exporter,
            platform: platform,
            keysDirectory: state.keys,
            extras: ExportExtras(
                site: Site(url: "https://findings.example"),
                files: store.path(of:),
                bags: bags
            )
        )
        let result: Result<ExportSummary, any Error>
        do {
            result = .success(try await run.run(into: state.export, keep: 10, startsAnew: startsAnew))
        } catch {
            result = .failure(error)
        }
        await exporter.shutdown()
        await platform.shutdown()
        return try result.get()
    }
}
