// SPDX-License-Identifier: Apache-2.0
import Domain

/// A day of publications, or a part of one with very many, as the file names of maps
/// say it: `2026-11-24.2.xml`.
struct DayPart: Sendable {
    let day: Instant
    /// From 1.
    let number: Int

    init?(fileName: String) {
        let names = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(names.count), names.last == "xml", names[0].utf8.count == 10,
            let day = Instant("\(names[0])T00:00:00Z")
        else { return nil }
        self.day = day
        guard names.count == 3 else {
            number = 1
            return
        }
        // One spelling each: no signs, no zeros in front.
        guard let number = Int(names[1]), (2...1000).contains(number), String(number) == names[1] else {
            return nil
        }
        self.number = number
    }
}

extension Capture<DayPart> {
    static var part: Self {
        Self(
            "part",
            .pattern(
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.[0-9]{1,4})?\\.xml$",
                example: "2026-11-24.xml"
            )
        ) { DayPart(fileName: $0) }
    }
}
