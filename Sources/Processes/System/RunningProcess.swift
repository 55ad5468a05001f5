// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A process of this machine, seen through `/proc`.
///
/// What is asked about it is `nil` when it has ended, or is another user's and not ours to see. Any
/// other failure is thrown: that a file could not be opened for want of memory, say, does not mean
/// that the process is gone.
package struct RunningProcess: Hashable, Sendable {
    /// Its process id.
    package let id: pid_t

    /// The process with this id, whether or not there is one.
    package init(_ id: pid_t) {
        self.id = id
    }

    /// Those of this machine that may be seen.
    package static func all() throws(SystemError) -> [RunningProcess] {
        try SystemCall.names(in: "/proc").compactMap { pid_t($0) }.map(RunningProcess.init)
    }

    /// The name of the program, at most 15 characters.
    package var name: String? {
        get throws(SystemError) {
            try content("comm").map { String($0.prefix { $0 != "\n" }) }
        }
    }

    /// The command line.
    package var command: String? {
        get throws(SystemError) {
            guard let content = try content("cmdline"), !content.isEmpty else { return nil }
            return content.split(separator: "\0").joined(separator: " ")
        }
    }

    /// The id of the process that started it, or of the one that took it over.
    package var parent: pid_t? {
        get throws(SystemError) {
            // The name in parentheses may itself hold parentheses and spaces; the state and the parent
            // follow the last one.
            guard let content = try content("stat"), let end = content.lastIndex(of: ")") else { return nil }
            let fields = content[content.index(after: end)...].split(separator: " ")
            return fields.count > 1 ? pid_t(fields[1]) : nil
        }
    }

    /// The identity of its working directory, whatever that is called now.
    package var workingFolder: FileIdentity? {
        get throws(SystemError) {
            try unlessHidden { path throws(SystemError) in try FileIdentity(path + "/cwd") }
        }
    }

    private func content(_ file: String) throws(SystemError) -> String? {
        let bytes = try unlessHidden { path throws(SystemError) in
            try SystemCall.content(of: "\(path)/\(file)")
        }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    private func unlessHidden<Value>(_ look: (String) throws(SystemError) -> Value?) throws(SystemError)
        -> Value?
    {
        do {
            return try look("/proc/\(id)")
        } catch {
            // It ended while it was looked at, or it is another user's.
            if [ESRCH, EACCES, EPERM].contains(error.code) { return nil }
            throw error
        }
    }
}
