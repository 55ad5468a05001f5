// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP server as one service of the program's.
package struct HTTPServer: Service {
    private let services: Services
    private let host: String
    private let port: Int
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// `port` 0 lets the system choose; `onReady` is told the real one once connections are accepted.
    package init(
        _ services: Services,
        host: String,
        port: Int,
        onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.services = services
        self.host = host
        self.port = port
        self.onReady = onReady
    }

    package func run() async throws {
        let application = Application(
            responder: makeResponder(services),
            // Silent and dripping sockets would otherwise stay for ever.
            server: .http1(configuration: .init(idleTimeout: .seconds(15))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: services.logger
        )
        try await application.run()
    }
}
