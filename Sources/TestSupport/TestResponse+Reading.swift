// SPDX-License-Identifier: Apache-2.0
import JSON

extension TestResponse {
    /// The places of a 422.
    package var pointers: Set<String> {
        Set(json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? [])
    }

    /// The events that the answer offers.
    package var actions: Set<String> {
        Set(json["actions"]?.array?.compactMap(\.string) ?? [])
    }
}
