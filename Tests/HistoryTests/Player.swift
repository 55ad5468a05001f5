// SPDX-License-Identifier: Apache-2.0
import Postgres
import TestSupport

/// Plays histories, each on an empty server, and looks after each passing of time what does not hold.
struct Player: Sendable {
    /// What is looked at.
    let checks: [Check]
    /// What is done to the database before a history begins; it then has a server of its own.
    let spoiling: String?

    init(checks: [Check] = Check.all, spoiling: String? = nil) {
        self.checks = checks
        self.spoiling = spoiling
    }

    /// What a history came to.
    struct Outcome: Sendable {
        /// Answers by their status.
        var answers: [Int: Int] = [:]
        /// What broke, and after how many calls; `nil` when nothing did.
        var fault: String?
        var published = 0
    }

    func play(_ history: History) async throws -> Outcome {
        let outcome = Box()
        let spoiling = spoiling
        try await TestApp.run(own: spoiling != nil) { app in
            if let spoiling { try await app.asSuperuser { db in try db.script(spoiling) } }
            let world = try await Worlds.shared.world(in: app)
            await outcome.set(try await play(history, in: world))
        }
        return await outcome.value
    }

    private func play(_ history: History, in world: World) async throws -> Outcome {
        var outcome = Outcome()
        for (index, call) in history.calls.enumerated() {
            let status: Int
            do {
                status = try await world.play(call)
            } catch let stuck as NeverCame {
                outcome.fault = "I4: the server ends what it does: \(stuck.what), after \(call)"
                return outcome
            }
            outcome.answers[status, default: 0] += 1
            if status >= 500 { outcome.fault = "\(call): \(status)" }
            let isLast = index == history.calls.count - 1
            if case .days = call {
                try await look(world, &outcome)
            } else if isLast {
                try await look(world, &outcome)
            }
            guard outcome.fault == nil else { return outcome }
        }
        return outcome
    }

    private func look(_ world: World, _ outcome: inout Outcome) async throws {
        let checks = checks
        let (faults, published) = try await world.app.asSuperuser { db in
            let faults = try checks.flatMap { check -> [String] in
                try check.faults(db).map { "\(check.name): \($0)" }
            }
            return (faults, try db.scalar("SELECT count(*) FROM publications") ?? Int64(0))
        }
        outcome.fault = faults.first
        outcome.published = Int(published)
        if outcome.fault == nil, let fault = try await world.publicFault() {
            outcome.fault = "P: the public is answered what is so: \(fault)"
        }
    }

    /// The history without the calls that it does not need to break what it breaks: halves are left out, then
    /// quarters, and in the end single calls, for as long as it still fails in the same way.
    func shrunk(_ history: History, to fault: String) async throws -> History {
        let name = fault.prefix { $0 != ":" }
        var calls = history.calls
        var size = max(1, calls.count / 2)
        while true {
            var start = 0
            var isShorter = false
            while start < calls.count {
                let rest = Array(calls[..<start] + calls[min(start + size, calls.count)...])
                if !rest.isEmpty, try await play(History(calls: rest)).fault?.hasPrefix(name) == true {
                    calls = rest
                    isShorter = true
                } else {
                    start += size
                }
            }
            guard size > 1 || isShorter else { return History(calls: calls) }
            size = max(1, size / 2)
        }
    }
}

/// Carries an outcome out of the server's closure.
private actor Box {
    private(set) var value = Player.Outcome()
    func set(_ value: Player.Outcome) { self.value = value }
}
