// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The servers of a connection string, tried one by one: libpq alone would wait for the first as long as it
/// is silent.
final class Hosts: Sendable {
    /// How long one of several has to answer.
    static let patience = Duration.seconds(1)

    /// What stands in for the string's own words to name each.
    let all: [[(keyword: String, value: String)]]
    private let last = Mutex(0)

    init(_ string: ConnectionString) {
        all = string.hosts
    }

    /// In which order to try them: the one that answered last comes first.
    var order: [Int] {
        let first = last.withLock { $0 }
        return [first] + all.indices.filter { $0 != first }
    }

    func noteAnswer(of host: Int) {
        last.withLock { $0 = host }
    }

    /// Until when one may take that is tried now.
    func deadline(within whole: ContinuousClock.Instant) -> ContinuousClock.Instant {
        all.count == 1 ? whole : min(whole, ContinuousClock.now + Self.patience)
    }
}
