// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import TestSupport
import Testing

/// The ids that the database gives: RFC 9562, version 7, in the order in which they were made.
@Suite struct OrderedIDTests {
    @Test func `ids stand in their order, also within a millisecond`() async throws {
        try await TestApp.run { app in
            let before = Date()
            let made: [String] = try await app.asSuperuser { db in
                try db.scalars("SELECT uuid7()::text FROM generate_series(1, 10000)")
            }
            #expect(made == made.sorted())
            #expect(
                Set(made.map { $0.prefix(13) }).count < made.count,
                "of one millisecond there are several"
            )
            for id in made {
                let digits = Array(id)
                #expect(digits[14] == "7" && "89ab".contains(digits[19]), "\(id)")
            }
            let first = try #require(made.first?.replacing("-", with: "").prefix(12))
            let time = Double(try #require(UInt64(first, radix: 16))) / 1000
            #expect(abs(time - before.timeIntervalSince1970) < 60)
        }
    }
}
