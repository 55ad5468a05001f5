// SPDX-License-Identifier: Apache-2.0
import API
import Foundation
import Jobs
import Logging
import Postgres
import Server

/// A whole server over a database of its own, on a port of its own.
final class TestServer: Sendable {
    let app: TestApp
    private let serving: Task<Void, any Error>

    private init(app: TestApp, serving: Task<Void, any Error>) {
        self.app = app
        self.serving = serving
    }

    /// The processes of the binary beside the tests, as a server has those of its own.
    static let worker = Worker(
        program: CommandLineTool.path,
        memory: ProcessInfo.processInfo.environment["SANITIZER"] == nil ? .ofWork : .unlimited
    )

    /// All tests run at once, on a machine that may have other work: what they ask is what the server
    /// answers, not how soon.
    private static let patience = 6

    /// Starts a server and returns once it answers; without `edge`, a request has plenty of time.
    static func start(
        edge given: EdgeOptions? = nil,
        site: SiteOptions = SiteOptions(),
        storage: StorageOptions = StorageOptions(),
        operators: OperatorsAddress? = nil,
        logger: Logger = TestCluster.logger
    ) async throws -> TestServer {
        let conninfo = try await TestCluster.shared.database()
        let state = try await TestCluster.shared.stateFolder()
        let activity = Activity()
        var edge = given ?? EdgeOptions()
        if given == nil { edge.requestLimit *= patience }
        let platform = Platform(
            conninfo,
            state: state,
            host: "127.0.0.1",
            port: 0,
            edge: edge,
            worker: worker,
            site: site,
            patience: patience,
            storage: storage,
            operators: operators,
            logger: logger,
            onActivity: activity.note
        )
        let (starts, told) = AsyncStream.makeStream(of: Running.self)
        let serving = Task {
            // Ends the wait for the server also when it fails to start.
            defer { told.finish() }
            try await platform.run { running in told.yield(running) }
        }
        for await running in starts {
            let app = TestApp(
                client: TestClient(port: running.port),
                conninfo: conninfo,
                state: state,
                running: running,
                activity: activity,
                superuser: TestCluster.superuser(of: conninfo),
                // Who plays a race waits until the harness lets go, on a busy machine for long.
                beside: Pools(conninfo, patience: 30, logger: TestCluster.logger)
            )
            return TestServer(app: app, serving: serving)
        }
        try await serving.value
        throw NeverCame(what: "the server")
    }

    /// Stops the server in good order and removes what it kept.
    func stop() async throws {
        await app.running.stop()
        let ending = await serving.result
        await app.superuser.shutdown()
        await app.beside.shutdown()
        try FileManager.default.removeItem(atPath: app.state.path)
        try ending.get()
    }
}
