// SPDX-License-Identifier: Apache-2.0

/// Keeps callers from queueing up behind a server that cannot be reached.
///
/// After three failures in a row to connect it is open: connecting is tried by one caller each quarter of a
/// second, the others are refused at once. The first success closes it.
struct Circuit {
    private static let threshold = 3
    private static let pause = Duration.milliseconds(250)

    private var failures = 0
    private var nextProbe: ContinuousClock.Instant?
    private(set) var lastFailure: PostgresError?

    var isOpen: Bool { failures >= Circuit.threshold }

    /// Whether a caller may try to connect now; one that may while the circuit is open is the probe.
    mutating func admits(at now: ContinuousClock.Instant) -> Bool {
        guard isOpen else { return true }
        if let nextProbe, now < nextProbe { return false }
        nextProbe = now + Circuit.pause
        return true
    }

    mutating func succeeded() {
        self = Circuit()
    }

    mutating func failed(_ failure: PostgresError, at now: ContinuousClock.Instant) {
        failures += 1
        lastFailure = failure
        if isOpen { nextProbe = now + Circuit.pause }
    }

    /// Opens without waiting for three failures: the server has said that it takes no more connections.
    mutating func open(_ failure: PostgresError, at now: ContinuousClock.Instant) {
        failures = max(failures, Circuit.threshold - 1)
        failed(failure, at: now)
    }
}
