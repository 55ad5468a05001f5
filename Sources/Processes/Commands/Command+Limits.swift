// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

extension Command {
    /// What a program may use.
    ///
    /// What is `nil` stays as it is for this process, and nothing raises what this process is held to.
    package struct Limits: Hashable, Sendable {
        /// How long it may run by the clock.
        ///
        /// Then it is killed, with all of its process group, and its ending is `overdue`. What it
        /// leaves in its group when it ends in time is killed as well. A process that takes a
        /// group of its own gets away.
        package var time: Duration?

        /// Seconds that each of its processes may compute, 1 or more.
        ///
        /// Then the process gets SIGXCPU, and SIGKILL a second later.
        package var processorSeconds: UInt64?

        /// Bytes of address space of each of its processes: a request for more fails.
        package var addressSpace: UInt64?

        /// Bytes of each of its processes that are its own to write to: a request for more fails.
        ///
        /// Unlike address space, what is only reserved for the stacks and heaps of threads, and files that it
        /// maps to read, do not count.
        package var data: UInt64?

        /// Whether a process that crashes leaves what it had in memory in a file.
        package var leavesCore = true

        /// Bytes of any file that it writes; a process that would go beyond gets SIGXFSZ.
        package var fileSize: UInt64?

        /// How many files each of its processes may have open, its three standard ones included.
        package var openFiles: UInt64?

        /// Nothing beyond what holds for this process.
        package init() {}

        /// What the kernel is told.
        var resources: [clinux_limit] {
            let all = [
                (RLIMIT_CPU, processorSeconds), (RLIMIT_AS, addressSpace), (RLIMIT_DATA, data),
                (RLIMIT_FSIZE, fileSize), (RLIMIT_NOFILE, openFiles), (RLIMIT_CORE, leavesCore ? nil : 0),
            ]
            return all.compactMap { resource, value in
                value.map { clinux_limit(resource: resource.rawValue, value: $0) }
            }
        }
    }
}
