// SPDX-License-Identifier: Apache-2.0

/// Lets a few tests run a server at once; the others wait for their turn, first come, first served.
///
/// The test library starts all tests together, and a hundred databases being made at once serve nobody. Those
/// that say that they are long go before all others: one that began late would be alone at the end.
actor Turns {
    static let servers = Turns(4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// How many at the front of those who wait are long.
    private var longOnes = 0

    init(_ count: Int) {
        free = count
    }

    /// Runs `body` once it is its turn.
    nonisolated func run(isLong: Bool, _ body: @Sendable () async throws -> Void) async throws {
        await take(isLong: isLong)
        do {
            try await body()
        } catch {
            await giveBack()
            throw error
        }
        await giveBack()
    }

    private func take(isLong: Bool) async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiter in
                waiting.insert(waiter, at: isLong ? longOnes : waiting.count)
                longOnes += isLong ? 1 : 0
            }
        }
    }

    private func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            longOnes = max(0, longOnes - 1)
            waiting.removeFirst().resume()
        }
    }
}
