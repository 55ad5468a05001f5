// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import JSON
import Synchronization

/// The binary `teahouse` that was built beside the tests, run as a user runs it.
package enum CommandLineTool {
    package struct Result: Sendable {
        package let code: Int32
        package let output: String
        package let error: String

        package var json: JSON { (try? JSON(parsing: Array(output.utf8), limits: .trusted)) ?? .null }
    }

    /// Where the binary is.
    package static var path: String {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
            path: "teahouse"
        )
        if FileManager.default.isExecutableFile(atPath: beside.path(percentEncoded: false)) {
            return beside.path(percentEncoded: false)
        }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../.build/debug/teahouse"
        )
        .standardized.path(percentEncoded: false)
    }

    /// Runs a command to its end.
    package static func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> Result {
        let running = try RunningTool(arguments, environment: environment)
        running.write(input)
        async let output = running.readAll()
        async let error = running.readAllErrors()
        let (text, complaints) = await (output, error)
        return Result(code: await running.wait(), output: text, error: complaints)
    }
}

/// A command that goes on running; it is killed when nobody refers to it any more.
package final class RunningTool: Sendable {
    private let process: ToolProcess
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()

    package var processID: Int32 { process.id }

    package init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process = try ToolProcess(
            arguments,
            environment: environment,
            input: input,
            output: output,
            errors: errors
        )
    }

    package func write(_ text: String) {
        input.fileHandleForWriting.write(Data(text.utf8))
        try? input.fileHandleForWriting.close()
    }

    /// The first line on standard output; `nil` when there is none.
    package func firstLine() async -> String? {
        await onThread { [output] in
            var line: [UInt8] = []
            while true {
                let data = output.fileHandleForReading.readData(ofLength: 1)
                guard let byte = data.first else {
                    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
                }
                if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
                line.append(byte)
            }
        }
    }

    /// The first line on standard error that contains one of `texts`; `nil` when there is none.
    package func firstErrorLine(containing texts: String...) async -> String? {
        await onThread { [errors] in
            var line: [UInt8] = []
            while let byte = errors.fileHandleForReading.readData(ofLength: 1).first {
                guard byte == UInt8(ascii: "\n") else {
                    line.append(byte)
                    continue
                }
                let whole = String(decoding: line, as: UTF8.self)
                if texts.contains(where: whole.contains) { return whole }
                line = []
            }
            return nil
        }
    }

    package func readAll() async -> String {
        await onThread { [output] in
            String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
    }

    package func readAllErrors() async -> String {
        await onThread { [errors] in
            String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
    }

    package func signal(_ signal: Int32) {
        kill(process.id, signal)
    }

    /// The exit code once the command has ended; a signal is its negative.
    package func wait() async -> Int32 { await process.wait() }

    private func onThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
