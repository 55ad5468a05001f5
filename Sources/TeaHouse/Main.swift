// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Jobs

/// Runs the command line and turns every error into a message and an exit code.
@main enum Main {
    static func main() async {
        // A reader that went away is an error of the write, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
        // Whoever started the program may have it ignored, and then the kernel tells
        // nobody how a child ended.
        signal(SIGCHLD, SIG_DFL)
        // Begun for each file: the command line is not looked at further.
        if CommandLine.arguments.dropFirst() == [Worker.argument] { WorkerProcess.run() }
        do {
            var command = try ServerSettings.command(Array(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        switch error {
        case let refused as Refused:
            Terminal.error("teahouse: \(refused.message)")
            exit(1)
        case let undecided as Undecided:
            Terminal.error("teahouse: \(undecided.message)")
            exit(4)
        case let unable as CannotRun:
            Terminal.error("teahouse: \(unable.message)")
            exit(3)
        default:
            let code = TeaHouse.exitCode(for: error)
            let message = TeaHouse.fullMessage(for: error)
            if code.isSuccess {
                Terminal.print(message)
                exit(0)
            }
            if code == .failure, !(error is ExitCode) {
                // Whatever else stopped the command: no database, no PostgreSQL, a schema that
                // does not fit, a full disk.
                Terminal.error("teahouse: \(error)")
                exit(3)
            }
            if !message.isEmpty { Terminal.error(message) }
            exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }
}
