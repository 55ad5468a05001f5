// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Foundation
import Glibc
import Testing

@Suite struct FileLockTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder[".lock"] }

    @Test func `whoever comes second learns who has the lock, and since when`() throws {
        let since = try #require(Instant("2026-11-25T02:00:00Z"))
        let first = try FileLock(path: path, mode: 0o600, at: since)
        let held = #expect(throws: LockHeld.self) { try FileLock(path: path) }
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(held?.process == Int(process))
        #expect(held?.since == since)
        #expect(held?.description == "\(path) is held by process \(process) since \(since)")
        #expect(try FileStatus(of: path)?.mode == 0o600)
        withExtendedLifetime(first) {}
    }

    @Test func `a lock that was given up is free, and says nothing of the one before`() throws {
        do { _ = try FileLock(path: path, at: Instant("2026-11-25T02:00:00Z")) }
        let second = try FileLock(path: path)
        let held = #expect(throws: LockHeld.self) { try FileLock(path: path) }
        #expect(held?.since == nil)
        withExtendedLifetime(second) {}
    }

    @Test func `a lock is held also where there is no room to say by whom`() async throws {
        #expect(FileManager.default.createFile(atPath: path, contents: Data("4711".utf8)))
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &none) == 0 else {
                exit(EXIT_FAILURE)
            }
            let first = try FileLock(path: path)
            do {
                _ = try FileLock(path: path)
                exit(EXIT_FAILURE)
            } catch let held as LockHeld {
                withExtendedLifetime(first) { exit(held.process == nil ? EXIT_SUCCESS : EXIT_FAILURE) }
            }
        }
        _ = try FileLock(path: path)
    }

    @Test func `another process keeps the lock until it ends`() throws {
        let other = Process()
        let (input, output) = (Pipe(), Pipe())
        other.executableURL = URL(filePath: "/usr/bin/flock")
        other.arguments = [path, "sh", "-c", "echo held; cat"]
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held\n")
        let held = #expect(throws: LockHeld.self) { try FileLock(path: path) }
        #expect(held?.description == "\(path) is held by another process")
        try input.fileHandleForWriting.close()
        other.waitUntilExit()
        _ = try FileLock(path: path)
    }
}
