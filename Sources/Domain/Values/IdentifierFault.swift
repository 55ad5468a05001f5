// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a text that should be an identifier given out by somebody else.
package enum IdentifierFault: Error, Hashable, Sendable {
    /// It does not look like one.
    case form
    /// It looks like one, but what it ends with does not follow from the rest: somebody mistyped it.
    case check
}
