// SPDX-License-Identifier: Apache-2.0
import CNIOLinux
import NIOCore
import SwiftGlibc

/// An internet address; one of version 4 is kept as it is mapped into version 6 (RFC 4291, section 2.5.5.2).
struct IPAddress: Hashable, Sendable {
    /// Sixteen.
    let bytes: [UInt8]

    /// `nil` for any other text, also for an address with a port.
    init?(_ text: String) {
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        self.init(address)
    }

    /// `nil` for the address of a socket in the file system.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let v4):
            bytes =
                Self.mapped + withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
        case .v6(let v6): bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: return nil
        }
    }

    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Whether it is one of version 4.
    var isVersion4: Bool { bytes.starts(with: Self.mapped) }

    /// The client that it stands for: it alone, or all in the /64 of an address of version 6, which is
    /// what one subscriber is given (RFC 6177).
    var client: String {
        isVersion4
            ? bytes.suffix(4).map(String.init).joined(separator: ".")
            : "6:" + bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }
}
