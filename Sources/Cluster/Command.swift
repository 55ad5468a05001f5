// SPDX-License-Identifier: Apache-2.0

import CLinux
import Foundation
import Glibc

/// A program to be started, with the little that it gets from this process.
struct Command: Sendable {
    let path: String
    var arguments: [String]
    /// The user to run as; `nil` stays the one we are.
    var account: Account?
    /// A folder that stays open in the child under `inheritedFolder`.
    var folder: OpenFile?
    /// What the kernel sends to the child when this process ends before it.
    var deathSignal = SIGKILL

    /// The path under which a child reaches `folder`, also where its user cannot reach the folder by its
    /// own path.
    static let inheritedFolder = "/proc/self/fd/\(CLINUX_SPAWN_FOLDER)"

    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]

    /// Runs the program to its end, and gives what it wrote to both outputs together.
    func run() async throws -> (ending: ChildProcess.Ending, output: String) {
        let memory = OpenFile(try SystemCall.value(clinux_memfd("output"), "make", "a file in memory"))
        let child = try await ChildProcess.start(self, output: memory)
        let ending = await child.ending()
        let size = lseek(memory.descriptor, 0, SEEK_END)
        var buffer = [UInt8](repeating: 0, count: Int(max(0, size)))
        let count = pread(memory.descriptor, &buffer, buffer.count, 0)
        return (ending, String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
    }

    /// What the program wrote, or an empty text when it failed.
    func output() async throws -> String {
        let result = try await run()
        return result.ending == .exited(0) ? result.output : ""
    }

    /// Forks and executes on the calling thread, which must outlive the child (`clinux_spawn`).
    func spawn(output: OpenFile) -> Result<pid_t, ClusterError> {
        var arguments = ([path] + arguments).map { strdup($0) } + [nil]
        var environment = Self.environment.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        let answer = path.withCString { path in
            var what = clinux_program()
            what.path = path
            what.output = output.descriptor
            what.folder = folder?.descriptor ?? -1
            what.death_signal = deathSignal
            if let account, account.user != geteuid() {
                what.switches_user = 1
                what.user = account.user
                what.group = account.group
            }
            return arguments.withUnsafeMutableBufferPointer { arguments in
                environment.withUnsafeMutableBufferPointer { environment in
                    what.arguments = UnsafePointer(arguments.baseAddress)
                    what.environment = UnsafePointer(environment.baseAddress)
                    return clinux_spawn(&what)
                }
            }
        }
        return answer > 0 ? .success(answer) : .failure(.system(operation: "run", path: path, errno: -answer))
    }
}
