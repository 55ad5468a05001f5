// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A program to be started, with the little that it gets from this process.
///
/// It begins in the folder `/`, in a session and a process group of its own, with default signals and an
/// empty standard input unless it is given one, and can gain no rights beyond those that it starts with.
package struct Command: Sendable {
    /// The program's file; it is not looked for.
    package let path: String
    /// What follows the program's name.
    package var arguments: [String]
    /// All that the program finds in its environment: nothing is inherited.
    package var environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    /// The user to run as; `nil` stays the one we are.
    package var account: Account?
    /// A folder that stays open in the child under `inheritedFolder`.
    package var folder: OpenFile?
    /// What the kernel sends to the child when this process ends before it; 0 lets it live on.
    package var deathSignal = SIGKILL

    /// What it may use.
    package var limits = Limits()
    /// How much it gives way to others, 0 to 19 beyond what this process does (nice(2)).
    package var niceness: Int32 = 0
    /// Whether it is kept from the network and from other processes, for good (`clinux_stay_alone`).
    package var isAlone = false

    /// The path under which a child reaches `folder`, also where its user cannot reach the folder by its
    /// own path.
    package static let inheritedFolder = "/proc/self/fd/\(CLINUX_SPAWN_FOLDER)"

    /// A command of which what is not named can be set afterwards.
    package init(path: String, arguments: [String] = [], account: Account? = nil, folder: OpenFile? = nil) {
        self.path = path
        self.arguments = arguments
        self.account = account
        self.folder = folder
    }

    /// Forks and executes on the calling thread, which must outlive the child (`clinux_spawn`).
    ///
    /// - Returns: its process id, and what can be read from once it has ended.
    func spawn(_ files: StandardFiles) -> Result<(id: pid_t, end: OpenFile), SystemError> {
        var arguments = ([path] + self.arguments).map { strdup($0) } + [nil]
        var environment = self.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        let limits = self.limits.resources
        var end: Int32 = -1
        let answer = path.withCString { path in
            var what = clinux_program()
            what.path = path
            what.input = files.input?.descriptor ?? -1
            what.output = files.output.descriptor
            what.errors = files.errors?.descriptor ?? -1
            what.folder = folder?.descriptor ?? -1
            what.death_signal = deathSignal
            what.niceness = niceness
            what.is_alone = isAlone ? 1 : 0
            if let account, account.user != geteuid() {
                what.switches_user = 1
                what.user = account.user
                what.group = account.group
            }
            return arguments.withUnsafeMutableBufferPointer { arguments in
                environment.withUnsafeMutableBufferPointer { environment in
                    limits.withUnsafeBufferPointer { limits in
                        what.arguments = UnsafePointer(arguments.baseAddress)
                        what.environment = UnsafePointer(environment.baseAddress)
                        what.limits = limits.baseAddress
                        what.limit_count = limits.count
                        return clinux_spawn(&what, &end)
                    }
                }
            }
        }
        guard answer > 0 else {
            return .failure(SystemError(operation: "run", path: path, code: -answer))
        }
        return .success((answer, OpenFile(end)))
    }
}
