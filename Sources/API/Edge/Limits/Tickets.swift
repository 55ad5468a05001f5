// SPDX-License-Identifier: Apache-2.0
import NIOCore
import Synchronization

/// The tickets of requests under way by their connections, each of which has one request at a time: how a
/// route finds the one that the guard took.
final class Tickets: Sendable {
    private let tickets = Mutex<[ObjectIdentifier: Ticket]>([:])

    subscript(channel: any Channel) -> Ticket? {
        get { tickets.withLock { $0[ObjectIdentifier(channel)] } }
        set { tickets.withLock { $0[ObjectIdentifier(channel)] = newValue } }
    }
}
