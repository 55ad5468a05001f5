// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store

/// Which flagged passages stand in what was looked through, text by text.
struct StandingPassages {
    /// The finding's own.
    private let flags: [FlagRecord]
    /// Those and what binds it, in the order in which they were looked for.
    private let all: [FlagRecord]
    /// What somebody has judged in this version, which is not to be judged again.
    private let judged: Set<UUID>
    private var found: Set<UUID> = []
    /// Of passages that had to go.
    private var nearly: [UUID: FlagRecord] = [:]
    /// Passages of other findings, those among them that nobody can look for.
    private(set) var foreign: Set<UUID> = []
    /// Of passages that are no longer there to be compared with.
    private var unknown: Set<UUID> = []
    /// Whether something could not be compared: then nothing is known to be gone.
    private var isIncomplete = false

    /// Of a finding's own flags and of those that bind it, in this order.
    init(_ flags: [FlagRecord], binding: [BindingPassage] = [], judged: Set<UUID> = []) {
        self.flags = flags
        all = flags + binding.map(\.flag)
        self.judged = judged
    }

    /// Those that had to go, and most of whose words stand.
    var near: [FlagRecord] {
        nearly.values.filter { !found.contains($0.id) }.sorted { $0.pid.description < $1.pid.description }
    }

    /// Those of the finding itself that stand neither so nor nearly.
    var gone: [FlagRecord] {
        guard !isIncomplete else { return [] }
        return flags.filter {
            !found.contains($0.id) && nearly[$0.id] == nil && !unknown.contains($0.id)
        }
    }

    /// Those of the finding itself that stand.
    var standing: [FlagRecord] { flags.filter { found.contains($0.id) } }

    /// The flag of each place in what a worker says.
    func flag(at place: Int) throws -> FlagRecord {
        guard all.indices.contains(place) else { throw MalformedMessage(member: "place") }
        return all[place]
    }

    /// Takes the passages that are no longer there: of none of them is known that it is gone.
    ///
    /// One of another finding counts as if it stood, unless somebody has judged that.
    mutating func take(missing places: [Int]) throws -> [ScreeningReport.Item] {
        var items: [ScreeningReport.Item] = []
        for place in places {
            let flag = try flag(at: place)
            let isForeign = place >= flags.count
            unknown.insert(flag.id)
            if isForeign { foreign.insert(flag.id) }
            if isForeign || flag.state.forbidsPassage {
                items.append(.notCompared(with: flag, isForeign: isForeign))
            }
        }
        return items
    }

    /// Takes what was found in one text, or that comparing it takes too long.
    ///
    /// What is in dispute may stand until it is decided.
    mutating func take(_ found: [FoundPassage]?, in name: String) throws -> [ScreeningReport.Item] {
        guard let found else {
            isIncomplete = true
            return [.notCompared(name)]
        }
        var items: [ScreeningReport.Item] = []
        for each in found {
            let flag = try flag(at: each.place)
            if each.isNear, judged.contains(flag.id) { continue }
            let isForeign = each.place >= flags.count
            let isForbidden = isForeign || flag.state.forbidsPassage
            // Whether one that had to go is gone from what is near, no machine can tell.
            if each.isNear, isForbidden {
                nearly[flag.id] = flag
            } else {
                self.found.insert(flag.id)
                if isForeign { foreign.insert(flag.id) }
            }
            if isForbidden { items.append(.passage(each, of: flag, isForeign: isForeign, in: name)) }
        }
        return items
    }
}
