// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes

extension Account {
    /// The user for the cluster in `directory`: ourselves, or when we are root the owner of the existing
    /// folder, `postgres`, or `nobody`.
    ///
    /// Never root: PostgreSQL refuses, and rightly.
    static func choose(for directory: String) throws -> Account {
        let owner = try SystemCall.status(of: directory)
        let current = geteuid()
        if current != 0 {
            if let owner, owner.st_uid != current {
                throw ClusterError.otherOwner(directory: directory, owner: owner.st_uid, user: current)
            }
            return Account(user: current, group: getegid())
        }
        if let owner, owner.st_uid != 0 { return Account(user: owner.st_uid, group: owner.st_gid) }
        guard let account = named("postgres") ?? named("nobody") else { throw ClusterError.noUser }
        return account
    }

    /// Whether this user gets through every folder above `path`, by their mode bits.
    func canReach(_ path: String) throws(SystemError) -> Bool {
        var folder = path
        repeat {
            folder = Path.parent(folder)
            var status = stat()
            try SystemCall.check(stat(folder, &status), "examine", folder)
            let bit: mode_t =
                if status.st_uid == user { 0o100 } else if status.st_gid == group { 0o010 } else { 0o001 }
            if status.st_mode & bit == 0 { return false }
        } while folder != "/"
        return true
    }

    /// Gives a folder or file to this user, when it is not already theirs.
    func own(_ path: String) throws(SystemError) {
        if user != geteuid() { try SystemCall.check(lchown(path, user, group), "give away", path) }
    }

    private static func named(_ name: String) -> Account? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil, entry.pw_uid != 0
        else {
            return nil
        }
        return Account(user: entry.pw_uid, group: entry.pw_gid)
    }
}
