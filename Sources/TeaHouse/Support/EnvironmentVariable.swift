// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The variables that a command was started with.
enum EnvironmentVariable {
    /// The value of a variable; `nil` also for an empty one, since that is how scripts
    /// and units leave one unset.
    static func value(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
