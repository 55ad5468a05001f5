// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Processes
import Testing

@Suite struct LimitTests {
    private func shell(_ script: String, _ limits: Command.Limits) -> Command {
        var command = Command(path: "/bin/sh", arguments: ["-c", script])
        command.limits = limits
        return command
    }

    @Test func `each limit reaches the program as it was given`() async throws {
        var limits = Command.Limits()
        limits.processorSeconds = 7
        limits.addressSpace = 256 << 20
        limits.fileSize = 1 << 20
        limits.openFiles = 20
        // The shell counts address space in KiB and files in blocks of 512 bytes.
        let script = "ulimit -t; ulimit -H -t; ulimit -v; ulimit -f; ulimit -n"
        #expect(try await shell(script, limits).output() == "7\n8\n262144\n2048\n20\n")
    }

    @Test func `a limit beyond ours is ours`() async throws {
        let script = "ulimit -H -t; ulimit -H -v; ulimit -H -f; ulimit -H -n"
        var limits = Command.Limits()
        limits.processorSeconds = .max
        limits.addressSpace = .max
        limits.fileSize = .max
        limits.openFiles = .max
        let unlimited = try await shell(script, Command.Limits()).output()
        #expect(!unlimited.isEmpty)
        #expect(try await shell(script, limits).output() == unlimited)
    }

    @Test func `a program that computes too long is told by a signal, and killed when it goes on`()
        async throws
    {
        var limits = Command.Limits()
        limits.processorSeconds = 1
        let outcome = try await shell("trap 'echo told' XCPU; while :; do :; done", limits).run()
        #expect(outcome.output == "told\n")
        #expect(outcome.ending == .killed(signal: SIGKILL))
    }

    @Test func `a program gets no more memory than its limit`() async throws {
        let script = "dd if=/dev/zero of=/dev/null bs=64M count=1"
        #expect(try await shell(script, Command.Limits()).run().ending == .exited(0))
        var limits = Command.Limits()
        limits.addressSpace = 32 << 20
        #expect(try await shell(script, limits).run().ending == .exited(1))
    }

    @Test func `a file grows to the limit and no further`() async throws {
        let folder = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        let file = OpenFile(try SystemCall.value(clinux_tmpfile(folder, 0o600), "make", "a file in /tmp"))
        var limits = Command.Limits()
        limits.fileSize = 5000
        let child = try await ChildProcess.start(shell("exec cat /dev/zero", limits), output: file)
        #expect(await child.ending() == .killed(signal: SIGXFSZ))
        #expect(lseek(file.descriptor, 0, SEEK_END) == 5000)
    }

    @Test func `a program opens no more files than its limit`() async throws {
        var limits = Command.Limits()
        limits.openFiles = 5
        let script = "exec 3</dev/null; exec 4</dev/null"
        #expect(try await shell(script, limits).run().ending == .exited(0))
        #expect(try await shell(script + "; exec 5</dev/null", limits).run().ending != .exited(0))
    }
}
