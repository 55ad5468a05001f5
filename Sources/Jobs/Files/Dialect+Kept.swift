// SPDX-License-Identifier: Apache-2.0
import Anonymity
import JSON
import Tables

extension Dialect {
    /// A dialect that the database says in words this version does not know.
    private struct Unknown: Error {}

    /// What is kept with a release's file; `nil` where nothing is.
    init?(kept: JSON?) throws {
        guard let kept else { return nil }
        guard let dialect = Dialect(kept) else { throw Unknown() }
        self = dialect
    }
}
