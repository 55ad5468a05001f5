// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc

/// The `Date` of an answer, made anew once a second.
struct DateStamp {
    private var second = 0
    private var made = ""

    mutating func text() -> String {
        let now = time(nil)
        if now != second {
            second = now
            made = HTTPDate.string(Instant(rawValue: Int64(now) * 1_000_000))
        }
        return made
    }
}
