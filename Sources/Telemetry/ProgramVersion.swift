// SPDX-License-Identifier: Apache-2.0

/// The program's version, said here alone; packages ask `teahouse version`.
package enum ProgramVersion {
    /// By Semantic Versioning.
    package static let text = "0.1.0"
}
