// SPDX-License-Identifier: Apache-2.0

import Logging
import Processes

extension Cluster {
    /// Keeps the server running until the task is cancelled: one that died (killed for its memory, say) is
    /// started again, and its log is kept small.
    ///
    /// After `stop` it does nothing until the next `restart`.
    package func supervise() async {
        var pause = Duration.milliseconds(250)
        while !Task.isCancelled {
            guard isWanted, let process = postmaster?.process else {
                try? await Task.sleep(for: .milliseconds(250))
                if isWanted { await revive(&pause) }
                continue
            }
            if await process.ending(within: .seconds(30)) != nil {
                await revive(&pause)
            } else {
                trimLog()
                pause = .milliseconds(250)
            }
        }
    }

    private func revive(_ pause: inout Duration) async {
        guard isWanted, processID == nil else { return }
        logger.error("PostgreSQL ended unexpectedly; starting it again", metadata: ["log": "\(logPath)"])
        do {
            try await recover()
        } catch {
            // Not the end of the service: what is public is still served, and the next attempt may succeed
            // (a full disk, say).
            logger.error("PostgreSQL could not be started again: \(error)")
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(10))
        }
    }

    private func trimLog() {
        do {
            try log.trim()
        } catch {
            // The log grows until the next attempt, which is no reason to stop.
            logger.warning("the PostgreSQL log could not be trimmed: \(error)")
        }
    }
}
