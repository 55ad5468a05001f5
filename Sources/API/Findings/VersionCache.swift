// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// The representations of findings' latest versions, in memory, so that what has not
/// changed is not made anew.
///
/// Who may see what is not decided here: each request takes a glance through the database, under its row
/// security, and finds only what was made for an equal glance. So nothing has to be dropped, and an entry
/// that is out of date is never asked for.
final class VersionCache: Sendable {
    private struct Entry {
        let view: VersionView
        /// By the actions that they offer.
        var answers: [[String]: Answer]

        var byteCount: Int {
            answers.values.reduce(view.body.bytes.count) { $0 + $1.body.count + 512 }
        }
    }

    private let entries = BoundedCache<VersionGlance, Entry>(
        byteLimit: 64 << 20,
        overhead: 1024,
        size: \.byteCount
    )

    /// The answer to a caller who has just taken the glance, if the representation is still there.
    func answer(_ glance: VersionGlance, _ caller: Caller) throws -> Answer? {
        guard let entry = entries.value(glance) else { return nil }
        try Standing(of: caller, to: entry.view.version).require(.showLatest)
        let actions = VersionAnswer.actions(entry.view.version, caller)
        if let answer = entry.answers[actions] { return answer }
        return keep(entry.view, actions)
    }

    /// Keeps a version as it was read, and answers with it.
    func keep(_ view: VersionView, _ caller: Caller) throws -> Answer {
        try Standing(of: caller, to: view.version).require(.showLatest)
        return keep(view, VersionAnswer.actions(view.version, caller))
    }

    func dropAll() {
        entries.dropAll()
    }

    private func keep(_ view: VersionView, _ actions: [String]) -> Answer {
        let answer = VersionAnswer.answer(view, actions: actions)
        entries.update(view.version.glance) { known in
            var entry = known ?? Entry(view: view, answers: [:])
            entry.answers[actions] = answer
            return entry
        }
        return answer
    }
}
