// SPDX-License-Identifier: Apache-2.0
import Files

extension NewFile {
    /// Refuses a path that something has already, before any work is done for what is to go there.
    static func require(_ path: String) throws {
        guard try FileStatus(of: path) == nil else { throw CannotRun("\(path) is there already.") }
    }
}
