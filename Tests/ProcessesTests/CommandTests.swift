// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Testing

@Suite struct CommandTests {
    @Test func `a program that is not there is reported, not started`() async throws {
        await #expect(throws: SystemError(operation: "run", path: "/nowhere", code: ENOENT)) {
            try await Command(path: "/nowhere").run()
        }
    }

    @Test func `a child inherits nothing but its outputs`() async throws {
        let leak = open("/dev/null", O_RDONLY)  // without O_CLOEXEC
        defer { close(leak) }
        let result = try await Command(path: "/bin/ls", arguments: ["/proc/self/fd"]).run()
        #expect(result.ending == .exited(0))
        // The fourth is the folder that ls itself opened.
        #expect(result.output.split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test func `a program finds the environment that it was given, and no more`() async throws {
        var command = Command(path: "/usr/bin/env")
        command.environment = ["A": "1", "B": "two words"]
        let result = try await command.run()
        #expect(Set(result.output.split(separator: "\n")) == ["A=1", "B=two words"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root starts programs as another user"))
    func `a program runs as the user and the group that it was given`() async throws {
        var command = Command(path: "/bin/sh", arguments: ["-c", "id -u; id -g; id -G"])
        command.account = Account(user: 65_534, group: 65_533)
        #expect(try await command.output() == "65534\n65533\n65533\n")
    }
}
