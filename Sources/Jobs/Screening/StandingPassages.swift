// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store
import Wording

/// Which flagged passages stand in what was looked through, text by text.
struct StandingPassages {
    private let passages: FlaggedPassages
    private let flags: [FlagRecord]
    /// What somebody has judged in this version, which is not to be judged again.
    private let judged: Set<UUID>
    private var found: Set<UUID> = []
    /// Of passages that had to go.
    private var nearly: [UUID: FlagRecord] = [:]
    /// Passages of other findings.
    private(set) var foreign: Set<UUID> = []
    /// Whether something could not be compared: then nothing is known to be gone.
    private var isIncomplete = false

    /// Looks for the passages of a finding's own flags and of those that bind it.
    init(
        _ flags: [FlagRecord],
        binding: [BindingPassage] = [],
        judged: Set<UUID> = [],
        salt: [UInt8],
        in store: FileStore
    ) throws {
        self.flags = flags
        self.judged = judged
        passages = try FlaggedPassages(flags, binding: binding, salt: salt, in: store)
    }

    /// Those that had to go, and most of whose words stand.
    var near: [FlagRecord] {
        nearly.values.filter { !found.contains($0.id) }.sorted { $0.pid.description < $1.pid.description }
    }

    /// Those of the finding itself that stand neither so nor nearly.
    var gone: [FlagRecord] {
        isIncomplete ? [] : flags.filter { !found.contains($0.id) && nearly[$0.id] == nil }
    }

    /// Those of the finding itself that stand.
    var standing: [FlagRecord] { flags.filter { found.contains($0.id) } }

    /// The words of passages that bind, as far as they were not kept yet.
    var fingerprints: [UUID: [UInt8]] { passages.fingerprints }

    /// What cannot be compared any more.
    var missing: [ScreeningReport.Item] { passages.missing.map { .notCompared(with: $0) } }

    /// Looks through one text; what is in dispute may stand until it is decided.
    mutating func look(
        in name: String,
        _ find: (FlaggedPassages) throws -> [FoundPassage]
    ) throws -> [ScreeningReport.Item] {
        do {
            let here = try find(passages).filter { !($0.isNear && judged.contains($0.flag.id)) }
            for each in here {
                // Whether one that had to go is gone from what is near, no machine can tell.
                if each.isNear, each.isForbidden {
                    nearly[each.flag.id] = each.flag
                } else {
                    found.insert(each.flag.id)
                    if each.isForeign { foreign.insert(each.flag.id) }
                }
            }
            return here.filter(\.isForbidden).map { .passage($0, in: name) }
        } catch is PassageSearch.TooMuch {
            isIncomplete = true
            return [.notCompared(name)]
        }
    }
}
