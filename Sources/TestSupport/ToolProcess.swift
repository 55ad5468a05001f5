// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// The process of the binary `teahouse`; it is killed when nobody refers to it any more.
final class ToolProcess: Sendable {
    private let process = Process()
    private let ended: AsyncStream<Int32>

    var id: Int32 { process.processIdentifier }

    /// Starts it; each stream is a `Pipe` or a `FileHandle`.
    init(
        _ arguments: [String],
        environment: [String: String],
        input: Any,
        output: Any,
        errors: Any
    ) throws {
        process.executableURL = URL(filePath: CommandLineTool.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        let (ended, told) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            told.yield(
                process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
            )
            told.finish()
        }
        self.ended = ended
        try process.run()
    }

    deinit {
        if process.isRunning { kill(id, SIGKILL) }
    }

    /// The exit code once it has ended; a signal is its negative.
    func wait() async -> Int32 {
        for await code in ended { return code }
        return process.terminationStatus
    }
}
