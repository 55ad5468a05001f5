// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct CircuitTests {
    private func expect(
        _ circuit: inout Circuit,
        at instant: ContinuousClock.Instant,
        admitted expected: Bool
    ) {
        let isAdmitted = circuit.admits(at: instant)
        #expect(isAdmitted == expected)
    }

    private let failure = PostgresError(kind: .connection, sqlState: "57P03")

    @Test func `three failures open it, one success closes it`() {
        var circuit = Circuit()
        let now = ContinuousClock.now
        for _ in 1...2 {
            circuit.failed(failure, at: now)
            expect(&circuit, at: now, admitted: true)
        }
        circuit.failed(failure, at: now)
        #expect(circuit.isOpen)
        expect(&circuit, at: now, admitted: false)
        #expect(circuit.lastFailure == failure)
        circuit.succeeded()
        expect(&circuit, at: now, admitted: true)
    }

    @Test func `an open circuit admits one caller each quarter of a second`() {
        var circuit = Circuit()
        let now = ContinuousClock.now
        circuit.open(failure, at: now)
        expect(&circuit, at: now + .milliseconds(249), admitted: false)
        expect(&circuit, at: now + .milliseconds(250), admitted: true)
        expect(&circuit, at: now + .milliseconds(250), admitted: false)
        circuit.failed(failure, at: now + .milliseconds(260))
        expect(&circuit, at: now + .milliseconds(500), admitted: false)
        expect(&circuit, at: now + .milliseconds(510), admitted: true)
    }
}
