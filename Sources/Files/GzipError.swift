// SPDX-License-Identifier: Apache-2.0

/// A gzip file that cannot be written or read.
package struct GzipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it is.
    package let path: String
    /// What is wrong with it.
    package let detail: String

    package var description: String { "\(path): \(detail)" }
}
