// SPDX-License-Identifier: Apache-2.0

/// The trace that a request belongs to (W3C Trace Context, level 1): the caller's, or a new one.
struct TraceContext: Sendable {
    let traceID: String

    /// The trace of a `traceparent` field, `nil` when there is none or it is not well formed.
    init?(traceparent: String?) {
        guard let traceparent else { return nil }
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4 || parts.count > 4 && parts[0] != "00", Self.isHex(parts[0], 2),
            parts[0] != "ff",
            Self.isHex(parts[1], 32), Self.isHex(parts[2], 16), Self.isHex(parts[3], 2),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
    }

    private static func isHex(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
