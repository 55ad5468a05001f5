// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// What the edge allows a client before it is refused or let go.
package struct EdgeOptions: Sendable {
    /// From a connection's opening, or the end of the last answer, to the end of a request's head.
    package var headLimit = TimeAmount.seconds(15)
    /// From a request's head to the end of its body, unless that is a file.
    package var bodyLimit = TimeAmount.seconds(10)
    /// The window in which a file's bytes are counted.
    package var uploadWindow = TimeAmount.seconds(15)
    /// The least that arrives of a file in each window, in bytes: 16 KiB a second.
    package var uploadBytesPerWindow = 15 * 16 * 1024
    /// How long a client may take nothing of its answer.
    package var stallLimit = TimeAmount.seconds(30)
    /// How long, and how much, is still read of a body that was answered before its end.
    package var drainLimit = TimeAmount.seconds(1)
    package var drainBytes = 64 * 1024
    /// How often a connection's limits are looked at, and thus how late a client may be let go.
    package var tick = TimeAmount.milliseconds(500)
    /// From an upload's head to the end of its body, however fast it is.
    package var uploadLimit = TimeAmount.hours(12)
    /// What may be under way at once; what is past that is refused.
    package var shares = Shares()
    /// The least of an answer's bytes, as its head announces them, that counts as a transfer; what is smaller
    /// waits in the buffers of the connection.
    package var transferBytes: Int64 = 64 * 1024
    /// How long a request may work, from the arrival of its body on.
    package var requestLimit = Duration.seconds(10)
    /// How long the server says that it is not ready before it stops to listen.
    package var drainNotice = Duration.zero
    /// Token buckets; `nil` for no limit of rate.
    package var rates: RateLimits?
    /// Who is believed about the addresses of others.
    package var proxies = TrustedProxies.loopback
    /// The names by which clients may call the server; empty for any.
    package var hosts: Set<String> = []

    package init() {}
}
