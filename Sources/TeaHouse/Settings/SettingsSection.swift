// SPDX-License-Identifier: Apache-2.0

/// The sections that a file of settings may have; each command reads its own and leaves the others to theirs.
enum SettingsSection {
    /// What the commands need that ask a server.
    static let client = "client"
    /// What a server needs.
    static let server = "server"
    /// What the nightly export needs besides.
    static let export = "export"
}
