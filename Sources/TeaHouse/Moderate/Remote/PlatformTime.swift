// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The hour of the platform's clock, against which its due times are told; a demonstration's runs ahead of
/// everybody else's.
struct PlatformTime: Sendable {
    /// `nil` where it is not known.
    let now: Instant?

    /// As an answer of the queue says it.
    init(of queue: JSON) {
        now = queue["now"]?.string.flatMap { Instant($0) }
    }

    init(now: Instant?) {
        self.now = now
    }

    /// Asks for it; not known where the caller may not ask, and then hours are told as they are.
    static func read(from client: RemoteClient) async -> PlatformTime {
        do {
            return PlatformTime(of: try await client.get("/v1/moderation/queue?limit=1").json)
        } catch {
            return PlatformTime(now: nil)
        }
    }

    /// When something is due, as `in 9 d` or `2 h late`; the hour itself where the clock's is not known, and
    /// `nil` where nothing is due.
    func due(_ time: JSON?) -> String? {
        guard let text = time?.string else { return nil }
        guard let now, let due = Instant(text) else { return text.harmless }
        let seconds = (due.rawValue - now.rawValue) / 1_000_000
        let span = Self.span(abs(seconds))
        return due < now ? "\(span) late" : "in \(span)"
    }

    /// The same behind a comma; empty where nothing is due.
    func dueClause(_ time: JSON?) -> String { due(time).map { ", due \($0)" } ?? "" }

    /// Whole days from two days on, whole hours from one hour on.
    private static func span(_ seconds: Int64) -> String {
        switch seconds {
        case 172_800...: "\(seconds / 86_400) d"
        case 3600...: "\(seconds / 3600) h"
        default: "\(seconds / 60) min"
        }
    }
}
