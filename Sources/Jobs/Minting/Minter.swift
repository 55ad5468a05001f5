// SPDX-License-Identifier: Apache-2.0
import Domain
import Publication

/// A registry of persistent identifiers.
///
/// Asked for the same twice it does it once, since a server may die between the answer
/// and its being written down.
package protocol Minter: Sendable {
    /// Has the registry do one thing.
    ///
    /// - Parameters:
    ///   - doi: lower-case, with its prefix.
    ///   - document: what the identifier is of; `nil` once it is withdrawn.
    /// - Throws: ``MinterError``, `OutboundError`, `CancellationError`.
    func perform(_ event: Identifier.State.Event, on doi: String, of pid: PID, _ document: Document?)
        async throws
}

/// A registry did not do what it was asked for.
package struct MinterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The status of HTTP.
    package let status: Int
    /// The beginning of what it said.
    package let detail: String

    package var description: String { "the registry answered \(status): \(detail)" }
}

/// The registry of prefixes for tests: it has everything at once, and nobody can look anything up in it.
package struct LocalMinter: Minter {
    package init() {}

    package func perform(_: Identifier.State.Event, on _: String, of _: PID, _: Document?) {}
}
