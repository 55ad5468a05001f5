// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Testing

@Suite struct RunningProcessTests {
    @Test func `a process that runs is seen`() throws {
        let own = RunningProcess(getpid())
        #expect(try RunningProcess.all().contains(own))
        #expect(try own.parent == getppid())
        #expect(try own.workingFolder == FileIdentity("."))
        #expect(try own.command?.isEmpty == false)
        let name = try #require(try own.name)
        #expect((1...15).contains(name.utf8.count))
    }

    @Test func `of a process that has ended nothing is seen`() async throws {
        let output = OpenFile(open("/dev/null", O_WRONLY | O_CLOEXEC))
        let child = try await ChildProcess.start(Command(path: "/bin/true"), output: output)
        #expect(await child.ending() == .exited(0))
        let ended = RunningProcess(child.id)
        #expect(try ended.name == nil)
        #expect(try ended.command == nil)
        #expect(try ended.parent == nil)
        #expect(try ended.workingFolder == nil)
    }

    @Test func `a process that cannot be looked at is not taken for one that has ended`() async {
        await #expect(processExitsWith: .success) {
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            #expect(setrlimit(Int32(RLIMIT_NOFILE.rawValue), &none) == 0)
            let own = RunningProcess(getpid())
            let path = "/proc/\(own.id)/comm"
            #expect(throws: SystemError(operation: "open", path: path, code: EMFILE)) { try own.name }
            #expect(throws: SystemError(operation: "list", path: "/proc", code: EMFILE)) {
                try RunningProcess.all()
            }
        }
    }

    @Test func `two names of one folder are the same, and no folder is not a failure`() throws {
        #expect(try FileIdentity("/proc/self/root") == FileIdentity("/"))
        #expect(try FileIdentity("/nowhere") == nil)
        #expect(throws: SystemError(operation: "examine", path: "/dev/null/x", code: ENOTDIR)) {
            try FileIdentity("/dev/null/x")
        }
    }

    @Test func `no file has no content, and a folder cannot be read`() throws {
        #expect(try SystemCall.content(of: "/nowhere") == nil)
        #expect(try SystemCall.content(of: "/dev/null") == [])
        #expect(throws: SystemError(operation: "read", path: "/", code: EISDIR)) {
            try SystemCall.content(of: "/")
        }
    }
}
