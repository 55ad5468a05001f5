// SPDX-License-Identifier: Apache-2.0
import Glibc
import JSON
import Processes

/// What `teahouse worker-task` is: the one piece of work that stands on its standard input.
package enum WorkerProcess {
    private static let tasks: [any WorkerTask.Type] = [MeasureTask.self, ScreenTask.self]

    /// Does the work, and ends the process.
    package static func run() -> Never {
        do {
            let request = try JSON(parsing: standardInput(), limits: .trusted)
            let name = try request.member("task", \.string)
            guard let task = tasks.first(where: { $0.name == name }) else {
                throw MalformedMessage(member: name)
            }
            say(["outcome": try outcome(of: task, request.member("of") { $0 })])
            exit(0)
        } catch {
            say(["failure": .plain("\(error)")])
            exit(1)
        }
    }

    /// All that is given; not by Foundation, which hides that there is no memory for it.
    private static func standardInput() throws -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(STDIN_FILENO, &piece, piece.count)
            if count > 0 { all += piece[..<count] }
            if count == 0 { return all }
            if count < 0, errno != EINTR {
                throw SystemError(operation: "read", path: "its input", code: errno)
            }
        }
    }

    private static func outcome<Task: WorkerTask>(of task: Task.Type, _ json: JSON) throws -> JSON {
        var last = ContinuousClock.now
        return try Task(json).run { progress in
            // Nobody looks more often.
            guard last.duration(to: .now) > .milliseconds(200) else { return }
            last = .now
            say(["progress": .number(progress)])
        }.json
    }

    private static func say(_ message: JSON) {
        let line = message.canonical + [UInt8(ascii: "\n")]
        var written = 0
        while written < line.count {
            let count = line[written...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            // Without a server there is nobody to tell.
            if count < 0, errno != EINTR { exit(1) }
            written += max(0, count)
        }
    }
}
