// SPDX-License-Identifier: Apache-2.0

import Processes
import Testing

@Suite struct OutputTests {
    private func shell(_ script: String, keeping bound: Int) async throws -> Command.Outcome {
        try await Command(path: "/bin/sh", arguments: ["-c", script]).run(keeping: bound)
    }

    @Test func `both outputs are kept in the order of writing`() async throws {
        let outcome = try await shell("echo one; echo two >&2; echo three; exit 4", keeping: 100)
        #expect(outcome.ending == .exited(4))
        #expect(outcome.output == "one\ntwo\nthree\n")
        #expect(!outcome.isCut)
    }

    @Test(arguments: [(0, "", true), (3, "123", true), (4, "1234", false), (5, "1234", false)])
    func `what is written past the bound is dropped, and told`(bound: Int, kept: String, isCut: Bool)
        async throws
    {
        let outcome = try await shell("printf 1234", keeping: bound)
        #expect(outcome.ending == .exited(0))
        #expect(outcome.output == kept)
        #expect(outcome.isCut == isCut)
    }

    @Test func `a program that writes far past the bound is not held up`() async throws {
        let outcome = try await shell("head -c 3000000 /dev/zero && exit 5", keeping: 10)
        #expect(outcome.ending == .exited(5))
        #expect(outcome.output.utf8.count == 10)
        #expect(outcome.isCut)
    }

    @Test func `a program that closes its outputs is waited for`() async throws {
        let outcome = try await shell("echo said; exec >&- 2>&-; exit 6", keeping: 100)
        #expect(outcome.ending == .exited(6))
        #expect(outcome.output == "said\n")
    }

    @Test func `the output of a program that fails, or writes too much, is no answer`() async throws {
        let failing = Command(path: "/bin/sh", arguments: ["-c", "echo 1; exit 1"])
        #expect(try await failing.output() == "")
        let endless = Command(path: "/usr/bin/head", arguments: ["-c", "1048577", "/dev/zero"])
        #expect(try await endless.output() == "")
    }
}
