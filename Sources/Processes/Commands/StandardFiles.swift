// SPDX-License-Identifier: Apache-2.0

/// What a program reads from and writes to.
struct StandardFiles: Sendable {
    /// `nil` for an empty one.
    var input: OpenFile?
    var output: OpenFile
    /// `nil` for the same as the output.
    var errors: OpenFile?
}
