// SPDX-License-Identifier: Apache-2.0
import Glibc

/// An address of IPv4 or IPv6.
///
/// An IPv4 address within IPv6 (`::ffff:0:0/96`) is the IPv4 address, since that is what the system connects
/// to.
package struct IPAddress: Hashable, Sendable {
    package enum Family: Int, Sendable {
        case v4 = 32
        case v6 = 128
    }

    package let family: Family
    /// The first bit of the address is the first of the family's many.
    let bits: UInt128

    init(_ family: Family, bits: UInt128) {
        if family == .v6, bits >> 32 == 0xFFFF {
            self.family = .v4
            self.bits = bits & 0xFFFF_FFFF
        } else {
            self.family = family
            self.bits = bits
        }
    }

    /// Reads an address in its usual text; other spellings, names and zones are `nil`.
    package init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4)
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(v6)
        } else {
            return nil
        }
    }

    /// The address of a socket; `nil` for other families.
    ///
    /// - Parameter socket: As long as its family's.
    init?(socket: UnsafeRawPointer) {
        switch Int32(socket.loadUnaligned(as: sockaddr.self).sa_family) {
        case AF_INET: self.init(socket.loadUnaligned(as: sockaddr_in.self).sin_addr)
        case AF_INET6: self.init(socket.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }

    private init(_ address: in_addr) {
        self.init(.v4, bits: UInt128(UInt32(bigEndian: address.s_addr)))
    }

    private init(_ address: in6_addr) {
        self.init(.v6, bits: UInt128(bigEndian: unsafeBitCast(address, to: UInt128.self)))
    }
}

extension IPAddress {
    /// Whether it is this machine's own, whatever is connected to the network.
    var isLoopback: Bool { Network.loopback.contains { $0.contains(self) } }

    /// Whether it is one of the world's: no private, local, special or reserved one, and none of a cloud's
    /// own services.
    var isPublic: Bool {
        switch family {
        case .v4: !Network.special.contains { $0.contains(self) }
        case .v6 where Network.translated.contains(self):
            // A gateway connects to the IPv4 address at its end (RFC 6052).
            IPAddress(.v4, bits: bits & 0xFFFF_FFFF).isPublic
        case .v6: Network.unicast.contains(self) && !Network.special.contains { $0.contains(self) }
        }
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        switch family {
        case .v4:
            var address = in_addr(s_addr: UInt32(truncatingIfNeeded: bits).bigEndian)
            inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        case .v6:
            var address = unsafeBitCast(bits.bigEndian, to: in6_addr.self)
            inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
