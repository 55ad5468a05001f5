// SPDX-License-Identifier: Apache-2.0
import Domain

/// Why a backup is not made, checked or restored.
package enum BackupError: Error, Hashable, Sendable {
    /// The folder has something else in it.
    case notABackup(path: String)
    /// There is no folder, or nothing in it.
    case missing(path: String)
    /// A later version made it.
    case unknownFormat(path: String)
    /// It is sealed, and no passphrase was given.
    case needsPassphrase(path: String)
    /// It is not sealed, and a passphrase was given.
    case notSealed(path: String)
    case wrongPassphrase(path: String)
    case weakPassphrase(path: String)
    /// A program of PostgreSQL is not there.
    case noProgram(name: String)
    /// A program failed; `output` is what it said.
    case failed(program: String, output: String)
    /// A file of the backup is not what it was when it was written.
    case damaged(path: String, detail: String)
    /// There is no whole backup to restore.
    case nothingWhole(path: String)
    case unknownName(String)
    /// No backup is old enough for the moment that was asked for.
    case tooEarly(Instant, first: Instant)
    /// The archive does not reach the moment that was asked for.
    case tooLate(Instant, last: Instant?)
    /// What is to be made is there already.
    case inTheWay(path: String)
}

extension BackupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notABackup(let path):
            "\(path) is not empty and holds no backup. It was left as it is; name another folder."
        case .missing(let path): "There is no backup in \(path)."
        case .unknownFormat(let path): "\(path) was made by a later version of Tea House."
        case .needsPassphrase(let path): "\(path) is encrypted: name its --passphrase-file."
        case .notSealed(let path):
            "\(path) is not encrypted, and what is added to it would not be. Leave --passphrase-file out, or name "
                + "another folder."
        case .wrongPassphrase(let path): "\(path) was encrypted with another passphrase."
        case .weakPassphrase(let path): "\(path) has fewer than 16 bytes, which can be guessed."
        case .noProgram(let name):
            "\(name) of PostgreSQL is not there. Install it with: apt-get install postgresql-client"
        case .failed(let program, let output): "\(program) failed: \(output)"
        case .damaged(let path, let detail): "\(path) is damaged: \(detail)"
        case .nothingWhole(let path): "There is no whole backup in \(path)."
        case .unknownName(let name): "There is no whole backup \(name)."
        case .tooEarly(let wanted, let first):
            "No backup reaches back to \(wanted): the first whole one ended at \(first)."
        case .tooLate(let wanted, let last):
            last.map { "The archive reaches to \($0), and not to \(wanted)." }
                ?? "Without an archive (teahouse backup follow) there is no named second, only backups."
        case .inTheWay(let path):
            "\(path) is there already, and nothing is written over it. Name a new folder."
        }
    }
}
