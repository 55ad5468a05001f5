// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

extension OrganisationClocks {
    static let shown = Representation<(organisation: PID, clocks: Self)>(
        "Clocks",
        "How an organisation keeps its time, in what it decided or let pass."
    ) {
        Member("organisation", .pid(.organisation)) { $0.organisation }
        Member("name", .string) { $0.clocks.name }
        Member("clearances", clearances) { $0.clocks }
        Member("access_requests", requests) { $0.clocks }
    }

    private static let clearances = Representation<Self> {
        Member("decided", .count) { $0.clearances }
        Member("median_days", json: Schema.days.orNull) { days($0.clearanceMedianDays) }
        Member("lapsed", .count) { $0.clearancesLapsed }
        Member("capped", .count) { $0.clearancesCapped }
        Member("extended", .count) { $0.clearancesExtended }
        Member("flags", .count) { $0.flags }
        Member("flags_upheld", .count) { $0.flagsUpheld }
    }

    private static let requests = Representation<Self> {
        Member("answered", .count) { $0.requests }
        Member("median_days", json: Schema.days.orNull) { days($0.requestMedianDays) }
        Member("lapsed", .count) { $0.requestsLapsed }
    }

    /// In tenths of a day; the exact times are nobody's business.
    private static func days(_ days: Double?) -> JSON {
        days.map { .number(($0 * 10).rounded() / 10) } ?? .null
    }
}
