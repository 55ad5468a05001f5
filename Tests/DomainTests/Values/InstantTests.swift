// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// RFC 3339 in both directions.
@Suite struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600_000_000),
            ("2026-11-24T10:00:00.500000Z", 1_795_514_400_500_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
        ] as [(String, Int64)]
    )
    func `a known moment is written and read`(_ text: String, _ microseconds: Int64) {
        #expect(Instant(rawValue: microseconds).description == text)
        #expect(Instant(text)?.rawValue == microseconds)
    }

    @Test func `every day of four centuries comes back`() {
        for day in stride(from: Int64(-146_097), through: 146_097, by: 1) {
            let instant = Instant(rawValue: day * 86_400_000_000)
            #expect(Instant(instant.description) == instant)
        }
    }

    @Test func `an offset counts`() {
        #expect(Instant("2026-11-24T11:00:00+01:00") == Instant("2026-11-24T10:00:00Z"))
        #expect(Instant("2026-11-24t04:30:00.25-05:30") == Instant("2026-11-24T10:00:00.250000z"))
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T10:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T10:60:00Z", "2026-11-24T10:00:60Z", "2026-11-24T10:00:00.Z",
        "2026-11-24T10:00:00.1234567Z",
        "2026-11-24T10:00:00+1:00", "2026-11-24 10:00:00Z", "2026-11-24T10:00:00Zx", "0000-01-01T00:00:00Z",
    ])
    func `what is no timestamp is nil`(_ text: String) {
        #expect(Instant(text) == nil)
    }
}
