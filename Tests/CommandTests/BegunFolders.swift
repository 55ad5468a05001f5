// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import TestSupport

/// State folders on which a server was started and stopped once, to be copied; they go with the process.
actor BegunFolders {
    static let shared = BegunFolders()

    private static let root = QuickFolder.path("begun")

    private var making: [Bool: Task<String, any Error>] = [:]

    /// The folder with or without the demonstration's data; makes it at the first call.
    func folder(demo: Bool) async throws -> String {
        if let task = making[demo] { return try await task.value }
        let task = Task {
            atexit { try? FileManager.default.removeItem(atPath: BegunFolders.root) }
            let state = "\(Self.root)/\(demo ? "demo" : "bare")"
            let serving = try await Serving.start(state, demo: demo)
            await serving.stop()
            return state
        }
        making[demo] = task
        return try await task.value
    }

    /// Copies a folder with the owners and modes of what is in it, some of which is PostgreSQL's.
    static func copy(_ folder: String, to state: String) throws {
        let cp = Process()
        cp.executableURL = URL(filePath: "/bin/cp")
        cp.arguments = ["-a", folder, state]
        try cp.run()
        cp.waitUntilExit()
        guard cp.terminationStatus == 0 else { throw NeverCame(what: "the copy of \(folder)") }
    }
}
