// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Counts what is under way, for everybody and for each client, and refuses what is past a share.
final class Admission: Sendable {
    /// What a request takes of the server at the moment.
    enum Stage: String, Sendable {
        /// Connections to the database, threads and memory, for as long as the server needs.
        case requests
        /// A socket, for as long as the client likes.
        case transfers
    }

    private struct Counts {
        var requests = 0
        var transfers = 0

        subscript(stage: Stage) -> Int {
            get { stage == .requests ? requests : transfers }
            set { if stage == .requests { requests = newValue } else { transfers = newValue } }
        }
    }

    private let shares: Shares
    private let counts = Mutex<[Client: Counts]>([:])

    init(_ shares: Shares) {
        self.shares = shares
    }

    /// How many of everybody's requests are in a stage.
    func current(_ stage: Stage) -> Int { counts.withLock { $0[.everybody]?[stage] ?? 0 } }

    /// Counts a request for `clients`, in all of their shares or in none; `regardless` of how much that is.
    ///
    /// One that is let to work has an answer to come, so it needs room for that in the client's own share;
    /// in everybody's it may turn out to be small.
    func enter(_ stage: Stage, _ clients: [Client], regardless: Bool = false) throws(SpentShare) {
        try counts.withLock { (counts) throws(SpentShare) in
            if !regardless {
                for client in clients {
                    try require(stage, client, counts[client])
                    if client != .everybody { try require(.transfers, client, counts[client]) }
                }
            }
            for client in clients { counts[client, default: Counts()][stage] += 1 }
        }
    }

    private func require(_ stage: Stage, _ client: Client, _ counts: Counts?) throws(SpentShare) {
        let bound = shares.bound(of: client)
        let allowed = stage == .requests ? bound.requests : bound.transfers
        var taken = counts?[stage] ?? 0
        // Each that is at work becomes a transfer, and a client's own bound is asked no more then.
        if stage == .transfers, client != .everybody { taken += counts?.requests ?? 0 }
        guard taken < allowed else {
            throw SpentShare(client: client, stage: stage, bound: allowed)
        }
    }

    func leave(_ stage: Stage, _ clients: [Client]) {
        counts.withLock { counts in
            for client in clients {
                guard var left = counts[client] else { continue }
                left[stage] -= 1
                counts[client] = left.requests == 0 && left.transfers == 0 ? nil : left
            }
        }
    }

    /// Counts requests of `clients` in another stage from now on; only everybody's share is asked.
    func move(from old: Stage, to new: Stage, _ clients: [Client], regardless: Bool) throws(SpentShare) {
        try counts.withLock { (counts) throws(SpentShare) in
            if !regardless { try require(new, .everybody, counts[.everybody]) }
            for client in clients {
                counts[client]?[old] -= 1
                counts[client]?[new] += 1
            }
        }
    }
}
