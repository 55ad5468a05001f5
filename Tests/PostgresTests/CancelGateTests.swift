// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct CancelGateTests {
    @Test func `a deadline cancels once it has passed`() throws {
        let now = ContinuousClock.now
        let gate = CancelGate(deadline: now + .seconds(1))
        #expect(gate.tick(now) == now + .seconds(1))
        #expect(gate.reason == nil)
        #expect(gate.tick(now + .seconds(1)) != nil)
        #expect(gate.reason == .deadline)
        #expect(throws: PostgresError(kind: .deadline)) { try gate.check() }
        #expect(gate.finish() == .deadline)
    }

    @Test func `nothing is cancelled once COMMIT is under way`() throws {
        let gate = CancelGate(deadline: nil)
        try gate.seal()
        gate.cancel(.cancelled)
        #expect(gate.finish() == nil)
    }

    @Test func `what is cancelled does not commit`() {
        let gate = CancelGate(deadline: nil)
        gate.cancel(.cancelled)
        gate.cancel(.deadline)
        #expect(throws: PostgresError(kind: .cancelled)) { try gate.seal() }
    }

    @Test func `the nearer deadline holds`() {
        let now = ContinuousClock.now
        let gate = CancelGate(deadline: now)
        gate.limit(to: now + .seconds(1))
        #expect(gate.deadline == now)
        gate.limit(to: now - .seconds(1))
        #expect(gate.deadline == now - .seconds(1))
    }
}
