// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A process of this machine, seen through `/proc`.
///
/// Everything is `nil` when it is gone or not ours to see.
package struct RunningProcess: Hashable, Sendable {
    /// Its process id.
    package let id: pid_t

    /// The process with this id, whether or not there is one.
    package init(_ id: pid_t) {
        self.id = id
    }

    /// Those of this machine that may be seen.
    package static var all: [RunningProcess] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.map(RunningProcess.init)
    }

    /// The name of the program, at most 15 characters.
    package var name: String? {
        content("comm").map { String($0.prefix { $0 != "\n" }) }
    }

    /// The command line.
    package var command: String? {
        guard let content = content("cmdline"), !content.isEmpty else { return nil }
        return content.split(separator: "\0").joined(separator: " ")
    }

    /// The id of the process that started it, or of the one that took it over.
    package var parent: pid_t? {
        // The name in parentheses may itself hold parentheses and spaces; the state and the parent follow
        // the last one.
        guard let content = content("stat"), let end = content.lastIndex(of: ")") else { return nil }
        let fields = content[content.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? pid_t(fields[1]) : nil
    }

    /// The identity of its working directory, whatever that is called now.
    package var workingFolder: FileIdentity? {
        FileIdentity("/proc/\(id)/cwd")
    }

    private func content(_ file: String) -> String? {
        FileManager.default.contents(atPath: "/proc/\(id)/\(file)").map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
