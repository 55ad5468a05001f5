// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A thread for calls that block, with a name that `top -H` shows.
enum NamedThread {
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            // The system learns the name only from the thread itself.
            Thread.current.name = name
            body()
        }
        thread.stackSize = 1024 * 1024
        thread.start()
    }
}
