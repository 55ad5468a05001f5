// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Synchronization

/// The representations of findings' latest versions, in memory, so that what has not changed is not made anew.
///
/// Who may see what is not decided here: each request takes a glance through the database, under its row security, and finds
/// only what was made for an equal glance. So nothing has to be dropped, and an entry that is out of date is never asked for.
///
/// Bounded in bytes by two generations: entries that are used move to the young one, and when that has grown to half of the
/// bound, it becomes the old one and the old one is forgotten.
final class VersionCache: Sendable {
    private struct Entry {
        let view: VersionView
        /// By the actions that they offer.
        var answers: [[String]: Answer]

        var size: Int {
            answers.values.reduce(view.body.bytes.count + 1024) { $0 + $1.body.count + 512 }
        }
    }

    private struct State {
        var young: [VersionGlance: Entry] = [:]
        var old: [VersionGlance: Entry] = [:]
        var youngBytes = 0
    }

    private let state = Mutex(State())
    private let byteLimit: Int

    init(byteLimit: Int = 64 << 20) {
        self.byteLimit = byteLimit
    }

    /// The answer to a caller who has just taken the glance, if the representation is still there.
    func answer(_ glance: VersionGlance, _ caller: Caller) throws -> Answer? {
        guard let entry = entry(glance) else { return nil }
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

    /// How many bytes the cache holds at most at this moment.
    var byteCount: Int {
        state.withLock { state in state.youngBytes + state.old.values.reduce(0) { $0 + $1.size } }
    }

    func dropAll() {
        state.withLock { $0 = State() }
    }

    private func entry(_ glance: VersionGlance) -> Entry? {
        state.withLock { state in
            if let entry = state.young[glance] { return entry }
            guard let entry = state.old.removeValue(forKey: glance) else { return nil }
            add(entry, glance, to: &state)
            return entry
        }
    }

    private func keep(_ view: VersionView, _ actions: [String]) -> Answer {
        let glance = view.version.glance
        let answer = VersionAnswer.answer(view, actions: actions)
        state.withLock { state in
            var entry = Entry(view: view, answers: [:])
            if let known = state.young.removeValue(forKey: glance) {
                state.youngBytes -= known.size
                entry = known
            } else if let known = state.old.removeValue(forKey: glance) {
                entry = known
            }
            entry.answers[actions] = answer
            add(entry, glance, to: &state)
        }
        return answer
    }

    private func add(_ entry: Entry, _ glance: VersionGlance, to state: inout State) {
        guard entry.size <= byteLimit / 2 else { return }
        if state.youngBytes + entry.size > byteLimit / 2 {
            state.old = state.young
            state.young = [:]
            state.youngBytes = 0
        }
        state.young[glance] = entry
        state.youngBytes += entry.size
    }
}
