// SPDX-License-Identifier: Apache-2.0

import Cluster
import Glibc
import Testing

@testable import Postgres

@Suite struct HostsTests {
    @Test(arguments: [
        ("host=a dbname=x", [[]]),
        ("dbname=x", [[]]),
        ("host=a,b", [["host=a"], ["host=b"]]),
        ("host=a,b port=1,2", [["host=a", "port=1"], ["host=b", "port=2"]]),
        ("postgres://a:1,b:2/x", [["host=a", "port=1"], ["host=b", "port=2"]]),
        (
            "host=a,b hostaddr=::1,::2 port=5",
            [
                ["host=a", "hostaddr=::1", "port=5"], ["host=b", "hostaddr=::2", "port=5"],
            ]
        ),
        ("hostaddr=::1,::2", [["hostaddr=::1"], ["hostaddr=::2"]]),
        // Left to libpq: the default's among several, and what does not fit together.
        ("host=a,", [[]]),
        ("host=a,b port=1,2,3", [[]]),
        ("host=a,b hostaddr=::1", [[]]),
    ])
    func `servers are told apart`(string: String, hosts: [[String]]) {
        let found = ConnectionString(string).hosts.map { $0.map { "\($0.keyword)=\($0.value)" } }
        #expect(found == hosts)
    }

    @Test func `a silent server does not keep from the next one, and is asked last from then on`()
        async throws
    {
        let cluster = try await ThrowawayCluster.shared.value
        let silent = try SilentServer()
        let folder = try #require(ConnectionString(cluster.connectionInfo)["host"])
        let port = ConnectionString(cluster.connectionInfo)["port"] ?? "5432"
        var options = PoolOptions(
            conninfo: """
                host=127.0.0.1,127.0.0.1,\(folder) port=\(silent.port),\(silent.port),\(port) \
                user=teahouse dbname=postgres
                """
        )
        options.connectTimeout = .seconds(60)
        options.checkoutTimeout = .seconds(60)
        let parameters = ConnectionParameters(options)
        for _ in 1...2 {
            let session = try Session.open(
                parameters,
                options: options,
                logger: ThrowawayCluster.quiet
            ) { true }
            #expect(try session.run(["SELECT 7"]).last?.scalar() == 7)
            #expect(parameters.hosts.order == [2, 0, 1])
        }
        #expect(silent.callers() == 2)
    }

    @Test func `what one server says is told, whatever the others do not say`() async throws {
        let cluster = try await ThrowawayCluster.shared.value
        let string = ConnectionString(cluster.connectionInfo)
        let folder = try #require(string["host"])
        let database = Database(
            configuration: PoolOptions(
                conninfo: "host=\(folder),/nowhere port=\(string["port"] ?? "5432") user=teahouse dbname=none"
            ),
            logger: ThrowawayCluster.quiet
        )
        let error = await failure { try await database.run("SELECT 1") }
        #expect(error?.kind == .connection)
        #expect(error?.sqlState == "3D000")
        await database.shutdown()
    }
}

/// A port to which one can connect, and at which nobody ever says anything.
private final class SilentServer: Sendable {
    let port: UInt16
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = self.socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        try #require(isListening)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(socket)
    }

    /// How many have connected since it was last asked.
    func callers() -> Int {
        var count = 0
        while true {
            let caller = accept(socket, nil, nil)
            guard caller >= 0 else { return count }
            close(caller)
            count += 1
        }
    }
}
