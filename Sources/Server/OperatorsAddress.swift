// SPDX-License-Identifier: Apache-2.0

/// Where operators' programs ask, apart from everybody else.
package struct OperatorsAddress: Hashable, Sendable {
    package let host: String
    package let port: Int

    /// Reads `127.0.0.1:9187` or `[::1]:9187`; `nil` for anything else.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains("[") else { return nil }
        self.host = String(host)
        self.port = port
    }
}
