// SPDX-License-Identifier: Apache-2.0
import Glibc
import JSON
import Processes
import Synchronization

/// Has work on strangers' files done by processes of their own: what such a file brings about there, a crash
/// included, costs the one who sent it an error, and the server nothing.
///
/// A process gets the work as JSON on its standard input, and answers in lines of JSON. It has only so much
/// memory and time, gives way to others, reaches neither the network nor other processes, and ends with the
/// server.
package struct Worker: Sendable {
    /// What one piece of work may compute, in seconds.
    package static let usualSeconds = 1800
    /// Bytes of memory for looking through the texts of a finding: an index of as many cells of releases as
    /// are compared at once, the tables of a text, and a text that is unpacked.
    package static let usualScreenMemory = 2 << 30
    /// Bytes of one answer: what a server holds of a worker's words at most.
    static let longestAnswer = 4 << 20
    /// The argument that makes the program a worker.
    package static let argument = "worker-task"

    private let program: String
    private let seconds: Int
    private let screenMemory: Int
    private let memory: Memory

    /// What bounds a process's memory.
    package enum Memory: Sendable {
        /// What its work may take.
        case ofWork
        case bytes(Int)
        /// Under a sanitizer, whose own memory would count.
        case unlimited
    }

    /// `program` is a `teahouse` of this version: by itself the one that runs, whatever became of its file.
    package init(
        program: String = "/proc/self/exe",
        seconds: Int = Self.usualSeconds,
        screenMemory: Int = Self.usualScreenMemory,
        memory: Memory = .ofWork
    ) {
        self.program = program
        self.seconds = seconds
        self.screenMemory = screenMemory
        self.memory = memory
    }

    private func bytes(for task: some WorkerTask) -> Int? {
        switch memory {
        case .ofWork: task.data(screening: screenMemory)
        case .bytes(let bytes): bytes
        case .unlimited: nil
        }
    }

    /// Does `task`; `progress` is told how far it is, 0 to 1.
    ///
    /// The process is killed when the calling task is cancelled.
    ///
    /// - Throws: `WorkerFailure`; `SystemError` when the process cannot be started.
    package func run<Task: WorkerTask>(
        _ task: Task,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    )
        async throws -> Task.Outcome
    {
        let answers = Mutex(Answers())
        let request: JSON = ["task": .string(Task.name), "of": task.json]
        let ended = try await command(for: task).converse(
            request.canonical,
            longestLine: Self.longestAnswer
        ) { line in
            let done = answers.withLock { $0.take(line) }
            if let done { progress(done) }
        }
        return try answers.withLock { try $0.outcome(of: Task.self) } ?? { throw failure(ended, task) }()
    }

    /// Has a process do nothing.
    ///
    /// - Throws: why none can be started here, or none works.
    package func check() async throws {
        _ = try await run(ScreenTask(texts: [], passages: [], salt: [UInt8](repeating: 0, count: 16)))
    }

    private func command(for task: some WorkerTask) -> Command {
        var command = Command(path: program, arguments: [Self.argument])
        // A crash is told by how the process ends; nobody waits for its stack.
        command.environment["SWIFT_BACKTRACE"] = "enable=no"
        command.environment["TMPDIR"] = getenv("TMPDIR").map { String(cString: $0) }
        command.niceness = task.niceness
        command.isAlone = true
        command.limits.processorSeconds = UInt64(seconds)
        // One that waits for what never comes; others may have the processors for long.
        command.limits.time = .seconds(seconds * 8)
        command.limits.data = bytes(for: task).map(UInt64.init)
        command.limits.leavesCore = false
        return command
    }

    private func failure(_ ended: Command.Ended, _ task: some WorkerTask) -> WorkerFailure {
        if ended.saidTooMuch { return .tooMuchFound }
        switch ended.ending {
        case .killed(signal: SIGXCPU), .overdue: return .tooMuchTime(limit: seconds)
        default: break
        }
        // So the runtime says it, before it ends the process.
        if ended.complaint.contains("failed to allocate"), let limit = bytes(for: task) {
            return .tooMuchMemory(limit: limit)
        }
        return .ended(ended.ending, complaint: ended.complaint)
    }
}

/// What a worker process has said so far.
private struct Answers: Sendable {
    private var outcome: JSON?
    private var failure: String?

    /// Takes a line; how far the work is, where it tells that.
    mutating func take(_ line: [UInt8]) -> Double? {
        // It may be anything: the process has read what a stranger wrote.
        guard let json = try? JSON(parsing: line, limits: JSON.Limits(depth: 32, values: 500_000)) else {
            failure = "it said what is no JSON"
            return nil
        }
        outcome = json["outcome"] ?? outcome
        failure = json["failure"]?.string.map { String($0.prefix(2000)) } ?? failure
        return json["progress"]?.double.map { min(max(0, $0), 1) }
    }

    /// `nil` when there is none, and no word why.
    func outcome<Task: WorkerTask>(of task: Task.Type) throws -> Task.Outcome? {
        if let failure { throw WorkerFailure.failed(failure) }
        do {
            return try outcome.map { try Task.Outcome($0) }
        } catch {
            throw WorkerFailure.failed("\(error)")
        }
    }
}
