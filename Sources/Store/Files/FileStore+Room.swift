// SPDX-License-Identifier: Apache-2.0
import Glibc

extension FileStore {
    /// The free bytes and all bytes of the store's file system; `nil` when the system does not say.
    package func room() -> (free: Double, size: Double)? {
        var system = statvfs()
        guard statvfs(directory, &system) == 0 else { return nil }
        let block = Double(system.f_frsize)
        return (Double(system.f_bavail) * block, Double(system.f_blocks) * block)
    }
}
