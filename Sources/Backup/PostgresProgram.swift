// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation
import Processes

/// A program of PostgreSQL that speaks with a server.
enum PostgresProgram {
    /// The program with what libpq finds in our environment, as a file of passwords.
    ///
    /// - Parameter major: The server's version; a newer program speaks with it as well.
    static func command(_ name: String, major: Int, _ arguments: [String]) async throws -> Command {
        guard let path = try Cluster.program(name, atLeast: major) else {
            throw BackupError.noProgram(name: name)
        }
        var command = Command(path: path, arguments: arguments)
        for (key, value) in ProcessInfo.processInfo.environment
        where key == "HOME" || key.hasPrefix("PG") && key != "PGDATABASE" {
            command.environment[key] = value
        }
        return command
    }
}

extension Command.Ended {
    /// Throws unless the program ended well.
    func require(_ program: String) throws {
        guard ending == .exited(0) else {
            throw BackupError.failed(program: program, output: complaint.isEmpty ? "\(ending)" : complaint)
        }
    }
}
