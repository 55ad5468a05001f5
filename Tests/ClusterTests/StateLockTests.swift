// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct StateLockTests {
    @Test func `the second one is told who holds it, and gets it after the release`() async throws {
        try await Sandbox.run { sandbox in
            let path = sandbox.folder + "/lock"
            let held = try StateLock.acquire(path)
            let error = try #require(throws: ClusterError.self) { try StateLock.acquire(path) }
            guard case .inUse(path, let holder) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(holder.hasPrefix("process \(getpid()) ("))
            held.release()
            try StateLock.acquire(path).release()
        }
    }

    @Test func `a process that was killed holds nothing`() async throws {
        try await Sandbox.run { sandbox in
            let path = sandbox.folder + "/lock"
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let held = try StateLock.acquire(path)
                withExtendedLifetime(held) { _ = kill(getpid(), SIGKILL) }
            }
            try StateLock.acquire(path).release()
        }
    }

    @Test func `a symbolic link is not followed`() async throws {
        try await Sandbox.run { sandbox in
            let path = sandbox.folder + "/lock"
            try SystemCall.check(symlink("/etc/passwd", path), "link", path)
            #expect(throws: SystemError(operation: "open", path: path, code: ELOOP)) {
                try StateLock.acquire(path)
            }
        }
    }
}
