// SPDX-License-Identifier: Apache-2.0

/// A part of a version that a provider can object to: all of them together are what would be published.
package enum VersionPart: Hashable, Sendable {
    /// The bytes of a file; two files of the same bytes are one part.
    case file(Digest)
    /// A text of the document, by its JSON pointer, such as `/title` or `/keywords/0`.
    case member(String)
}
