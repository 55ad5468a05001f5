// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

/// Where a list goes on: everything that the next page needs is in it, so the server keeps nothing.
struct OAIToken {
    /// How long a token is good, in seconds.
    static let life: Int64 = 86_400

    var prefix: String
    var filter: HarvestFilter
    /// The record behind which the next page begins.
    var last: (changedAt: Instant, pid: PID)
    /// How many records were handed out so far, and how many the list had when it began.
    var cursor: Int
    var size: Int
    var expiresAt: Instant

    var text: String {
        let times = [filter.from, filter.before].map { $0.map { String($0.rawValue) } ?? "" }
        let sets: [String?] = [
            filter.kind?.rawValue, filter.problem?.description, filter.organisation?.description,
        ]
        let place = [String(last.changedAt.rawValue), last.pid.description, String(cursor), String(size)]
        let parts = [prefix] + times + sets.map { $0 ?? "" } + place + [String(expiresAt.rawValue)]
        return parts.joined(separator: ",")
    }
}

extension OAIToken {
    /// Reads what `text` writes; the seal has vouched for it.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 11, let changed = Int64(parts[6]), let pid = PID(parts[7]),
            let cursor = Int(parts[8]),
            let size = Int(parts[9]), let expires = Int64(parts[10])
        else { return nil }
        var filter = HarvestFilter()
        filter.from = Int64(parts[1]).map(Instant.init)
        filter.before = Int64(parts[2]).map(Instant.init)
        filter.kind = Finding.Kind(rawValue: parts[3])
        filter.problem = PID(parts[4])
        filter.organisation = PID(parts[5])
        self.init(
            prefix: parts[0],
            filter: filter,
            last: (Instant(rawValue: changed), pid),
            cursor: cursor,
            size: size,
            expiresAt: Instant(rawValue: expires)
        )
    }
}
