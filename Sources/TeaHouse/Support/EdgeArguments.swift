// SPDX-License-Identifier: Apache-2.0
import API
import ArgumentParser
import Server

/// What a server allows its clients.
struct EdgeArguments: ParsableArguments {
    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on
        case off
    }

    @Option(help: "Limit how often a token or an address may ask: on or off; `serve` does, `up` does not.")
    var rateLimit: Switch?

    @Option(
        help:
            "A name by which clients may call the server, without a port; may be repeated. Any, unless given."
    )
    var allowedHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "A proxy that is believed about the addresses of others (X-Forwarded-For), or a network of them;"
                + " may be repeated. `loopback`, unless given; `none` for none.",
            valueName: "address"
        )
    )
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "A further address for /metrics and the probes, as 10.0.0.5:9187; without it the metrics are for"
                + " programs on this machine alone.",
            valueName: "host:port"
        )
    )
    var metricsListen: String?

    @Option(help: "How many seconds /readyz says that the server stops before it does.")
    var drainNotice = 0

    func validate() throws {
        guard (0...60).contains(drainNotice) else {
            throw ValidationError("--drain-notice is a number from 0 to 60.")
        }
        guard metricsListen == nil || operators != nil else {
            throw ValidationError("--metrics-listen is an address and a port, as 127.0.0.1:9187.")
        }
        guard TrustedProxies(trustedProxy) != nil else {
            throw ValidationError(
                "--trusted-proxy is an address, a network as 192.0.2.0/24, `loopback` or `none`."
            )
        }
    }

    var operators: OperatorsAddress? { metricsListen.flatMap { OperatorsAddress($0) } }

    /// The options of the edge; rates are limited unless told otherwise when `limited`.
    func options(limited: Bool) -> EdgeOptions {
        var options = EdgeOptions()
        options.rates = (rateLimit.map { $0 == .on } ?? limited) ? RateLimits() : nil
        options.hosts = Set(allowedHost.map { $0.lowercased() })
        if !trustedProxy.isEmpty, let proxies = TrustedProxies(trustedProxy) { options.proxies = proxies }
        options.drainNotice = .seconds(drainNotice)
        return options
    }
}
