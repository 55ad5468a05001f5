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

    @Test func `it is held also where there is no room to say by whom`() async throws {
        try await Sandbox.run { sandbox in
            let path = sandbox.folder + "/lock"
            await #expect(processExitsWith: .success) { [path = path as String] in
                signal(SIGXFSZ, SIG_IGN)
                var none = rlimit(rlim_cur: 0, rlim_max: 0)
                guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &none) == 0 else {
                    exit(EXIT_FAILURE)
                }
                let held = try StateLock.acquire(path)
                do {
                    _ = try StateLock.acquire(path)
                    exit(EXIT_FAILURE)
                } catch ClusterError.inUse(_, let holder) {
                    withExtendedLifetime(held) {
                        exit(holder == "another process" ? EXIT_SUCCESS : EXIT_FAILURE)
                    }
                }
            }
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
