// SPDX-License-Identifier: Apache-2.0
import Glibc

/// There is less room than is kept free.
package struct StoreFull: Error, Sendable {
    /// What is kept free, in bytes.
    package let reserve: Int64
}

extension FileStore {
    /// The free bytes and all bytes of the store's file system; `nil` when the system does not say.
    package func room() -> (free: Double, size: Double)? { Self.room(in: directory) }

    /// The same of a folder that may be none of ours yet.
    package static func room(in directory: String) -> (free: Double, size: Double)? {
        var system = statvfs()
        guard statvfs(directory, &system) == 0 else { return nil }
        let block = Double(system.f_frsize)
        return (Double(system.f_bavail) * block, Double(system.f_blocks) * block)
    }

    /// Refuses so many further bytes where they would go into what is kept free for the database.
    package func requireRoom(for bytes: Int64) throws(StoreFull) {
        guard let room = room(), room.free - Double(bytes) < Double(reserve) else { return }
        throw StoreFull(reserve: reserve)
    }
}
