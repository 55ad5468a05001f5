// SPDX-License-Identifier: Apache-2.0
import Jobs
import Postgres

extension TestApp {
    /// Lets the clocks look once, as every server does each second; nothing that was due and
    /// free is left when it returns.
    package func sweep() async throws {
        try await work { context, listening in try await Clocks(context, listening: listening).sweep() }
    }

    /// Moves the clock and looks what is due; no flag, clearance or certificate that was due is left when it
    /// returns.
    ///
    /// The server's own clocks look at the same time. What they have in hand is passed over, so this waits
    /// for it, and looks once more, since a flag that falls can make its clearance due.
    package func pass(days: Int) async throws {
        try await advanceClock(days: days)
        try await sweep()
        try await asSuperuser { db in
            for inHand: SQL in [
                "SELECT FROM flags FOR SHARE", "SELECT FROM clearances FOR SHARE",
                "SELECT FROM certifications FOR SHARE",
            ] { _ = try db.execute(inHand) }
        }
        try await sweep()
    }
}
