// SPDX-License-Identifier: Apache-2.0

/// A few running servers that tests borrow one after the other: each gets one that is empty, and warm.
///
/// To make a database, a server and its connections costs several times what most tests do with them, above
/// all because every new connection reads the catalogues and plans its statements anew. So a server is
/// emptied and handed on, as River's tests do with schemas, unless the test left traces that emptying does
/// not remove; that is an error of the test, which needs a server of its own.
actor LentServers {
    static let shared = LentServers()

    /// The last that came back is the first to go: what lies idle need not be warm.
    private var idle: [LentServer] = []

    /// Runs `body` with an empty server that nobody else uses meanwhile.
    nonisolated func lend(_ body: (TestApp) async throws -> Void) async throws {
        let lent = if let known = await take() { known } else { try await LentServer.start() }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(lent.server.app))
        } catch {
            result = .failure(error)
        }
        do {
            try await lent.empty()
        } catch {
            // The test's own failure tells more than what it left behind.
            try await lent.server.stop()
            try result.get()
            throw error
        }
        await giveBack(lent)
        try result.get()
    }

    private func take() -> LentServer? { idle.popLast() }

    private func giveBack(_ lent: LentServer) { idle.append(lent) }
}
