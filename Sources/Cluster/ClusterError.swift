// SPDX-License-Identifier: Apache-2.0

/// Why a private cluster could not be had.
///
/// Each description is a sentence for the person who ran the command.
package enum ClusterError: Error, Hashable, Sendable {
    /// No PostgreSQL on this machine.
    case noBinaries
    /// The newest PostgreSQL found is older than this program needs.
    case tooOld(version: String, directory: String)
    /// The data folder was made by a version that is not installed.
    case otherVersion(directory: String, version: String)
    /// Started by root, but the machine has no user to run PostgreSQL as.
    case noUser
    /// The data folder belongs to somebody else.
    case otherOwner(directory: String, owner: UInt32, user: UInt32)
    /// The folder has content, but is not a cluster; nothing in it is touched.
    case notACluster(directory: String)
    /// Another live process holds the lock file.
    case inUse(lock: String, holder: String)
    /// `initdb` failed; `output` is what it said last.
    case initialisationFailed(output: String)
    /// The server ended, or was not ready in time; `output` is the end of its log.
    case startFailed(reason: String, log: String, output: String)
    /// A base backup could not be unpacked; `output` is what `tar` said.
    case unpackFailed(output: String)
    /// The log that was to be replayed ends before the moment that was asked for.
    case endsEarly
    /// Server processes of an earlier run do not end.
    case stillRunning(processes: [Int32])
}

extension ClusterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noBinaries:
            "PostgreSQL is not installed. Install it with: apt-get install postgresql"
        case .tooOld(let version, let directory):
            "PostgreSQL \(version) in \(directory) is too old: version \(PostgresBinaries.minimumMajor) "
                + "or newer is needed. Install it with: apt-get install postgresql"
        case .otherVersion(let directory, let version):
            "The data folder \(directory) was made by PostgreSQL \(version), which is not installed. "
                + "Install it with: apt-get install postgresql-\(version)"
        case .noUser:
            "PostgreSQL must not run as root, and there is neither a user postgres nor a user nobody "
                + "to run it as."
        case .otherOwner(let directory, let owner, let user):
            "The data folder \(directory) belongs to user id \(owner), "
                + "but PostgreSQL would run as user id \(user)."
        case .notACluster(let directory):
            "The folder \(directory) is not empty and holds no PostgreSQL cluster. "
                + "It was left as it is; name another folder."
        case .inUse(let lock, let holder):
            "Already in use by \(holder), which holds \(lock)."
        case .initialisationFailed(let output):
            "The PostgreSQL cluster could not be made (initdb):\n\(output)"
        case .startFailed(let reason, let log, let output):
            "PostgreSQL did not start: \(reason). The end of \(log):\n\(output)"
        case .unpackFailed(let output):
            "The copy of the database could not be unpacked:\n\(output)"
        case .endsEarly:
            "The log of the database ends before the moment that was asked for."
        case .stillRunning(let processes):
            "PostgreSQL processes of an earlier run do not end: "
                + processes.map(String.init).joined(separator: ", ") + "."
        }
    }
}
