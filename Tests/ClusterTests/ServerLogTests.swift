// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct ServerLogTests {
    @Test func `a full log moves aside and its writer goes on at the start`() async throws {
        try await Sandbox.run { sandbox in
            let log = try ServerLog(sandbox.folder + "/log", limit: 10)
            #expect(write(log.file.descriptor, "0123456789a", 11) == 11)
            try log.trim()
            #expect(log.size == 0)
            #expect(try String(contentsOfFile: log.path + ".1", encoding: .utf8) == "0123456789a")
            #expect(write(log.file.descriptor, "b", 1) == 1)
            try log.trim()
            #expect(try String(contentsOfFile: log.path, encoding: .utf8) == "b")
        }
    }

    @Test func `the last lines are those of this start`() async throws {
        try await Sandbox.run { sandbox in
            let log = try ServerLog(sandbox.folder + "/log")
            #expect(write(log.file.descriptor, "old\n", 4) == 4)
            let start = log.size
            #expect(write(log.file.descriptor, "one\ntwo\n", 8) == 8)
            #expect(log.lastLines(from: start) == "one\ntwo")
            #expect(log.lastLines(1, from: start) == "two")
        }
    }
}
