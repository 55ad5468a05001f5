// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes
import ServiceLifecycle

/// The HTTP server as one service of the program's.
package struct HTTPServer: Service {
    private let edge: Edge
    private let services: Services
    private let host: String
    private let port: Int
    private let isForOperators: Bool
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// `port` 0 lets the system choose; `onReady` is told the real one once connections are accepted.
    ///
    /// One `forOperators` answers nothing but probes and metrics.
    package init(
        _ edge: Edge,
        _ services: Services,
        host: String,
        port: Int,
        forOperators isForOperators: Bool = false,
        onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.edge = edge
        self.services = services
        self.host = host
        self.port = port
        self.isForOperators = isForOperators
        self.onReady = onReady
    }

    /// Serves until a graceful shutdown: then the server says that it is not ready, and after
    /// `EdgeOptions.drainNotice` it stops to listen and answers what is under way.
    package func run() async throws {
        let (edge, isForOperators) = (edge, isForOperators)
        let application = Application(
            responder: Responder(edge, services),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [GuardHandler(edge, isForOperators: isForOperators)],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024,
                        maxHeaderListSize: 32 * 1024,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: services.logger
        )
        let group = ServiceGroup(configuration: .init(services: [application], logger: services.logger))
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { tell.finish() }
                try await withGracefulShutdownHandler {
                    // Not a child of the outer group: it is told to stop when the notice is over.
                    try await Self.shielded { try await group.run() }
                } onGracefulShutdown: {
                    edge.drain()
                    tell.yield()
                }
            }
            tasks.addTask {
                for await _ in told {
                    try? await Task.sleep(for: edge.options.drainNotice)
                    await group.triggerGracefulShutdown()
                }
            }
            try await tasks.waitForAll()
        }
    }

    /// Runs `body` where the outer service group's shutdown is not seen, but a cancellation is.
    private static func shielded(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task.detached { try await body() }
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
