// SPDX-License-Identifier: Apache-2.0
import JSON

extension GateProfile {
    /// All thresholds, as `GateProfiles` reads them: `null` leaves a rule out.
    package var json: JSON {
        func number(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
        func count(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
        return [
            "k": count(k), "uniques": count(uniques), "distinct_l": count(distinctL),
            "entropy_l": number(entropyL), "t": number(t), "alpha": number(alpha),
        ]
    }
}
