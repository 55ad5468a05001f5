// SPDX-License-Identifier: Apache-2.0

/// Lets a few tests run a server at once; the others wait for their turn, first come, first served.
///
/// The test library starts all tests together, and a hundred databases being made at once serve nobody.
actor Turns {
    static let servers = Turns(8)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    /// Runs `body` once it is its turn.
    nonisolated func run(_ body: @Sendable () async throws -> Void) async throws {
        await take()
        do {
            try await body()
        } catch {
            await giveBack()
            throw error
        }
        await giveBack()
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
