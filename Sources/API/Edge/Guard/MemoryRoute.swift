// SPDX-License-Identifier: Apache-2.0
import Domain

/// The route that the guard may answer from memory, as it looks for it in a request target.
struct MemoryRoute: Sendable {
    /// Its place in the table.
    let number: Int
    /// Its path up to the identifier at the end.
    private let prefix: String
    private let kind: PID.Kind

    /// `nil` when no route of the table is one.
    init?(_ routes: [Route]) {
        for (number, route) in routes.enumerated() {
            guard let kind = route.memoryKind else { continue }
            self.number = number
            self.kind = kind
            prefix = String(route.path.prefix { $0 != "{" })
            return
        }
        return nil
    }

    /// The identifier, when that is all that follows: neither a query nor a further segment does.
    func identifier(in target: String) -> PID? {
        guard target.hasPrefix(prefix) else { return nil }
        return PID(String(Substring(target.utf8.dropFirst(prefix.utf8.count))), of: kind)
    }
}
