// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tables
import Testing

@testable import Anonymity

/// A value lies inside the interval that is printed for it, always.
struct DecimalGridTests {
    private func interval(_ value: String, _ width: Double, _ origin: Double = 0) throws -> String {
        try ValueTransform(
            step: .interval(width: width, origin: origin),
            code: nil,
            column: "",
            dialect: Dialect()
        )(value)
    }

    @Test(arguments: [
        ("0.3", 0.1, "0.3..<0.4"), ("0.6", 0.1, "0.6..<0.7"), ("0.7", 0.1, "0.7..<0.8"),
        ("2.3", 0.1, "2.3..<2.4"), ("0.6", 0.2, "0.6..<0.8"), ("-0.1", 0.1, "-0.1..<0"),
        ("-0.05", 0.1, "-0.1..<0"), ("1e2", 0.05, "100..<100.05"), ("7", 3, "6..<9"),
        ("0.30000000000000004", 0.1, "0.3..<0.4"),
        ("123456789012345678", 10, "123456789012345670..<123456789012345680"),
    ])
    func `the right interval`(_ value: String, _ width: Double, _ expected: String) throws {
        #expect(try interval(value, width) == expected)
    }

    @Test(arguments: [0.1, 0.2, 0.05, 0.3, 0.25, 0.7, 1e-5, 3])
    func `every decimal lies inside`(_ width: Double) throws {
        for hundredths in -1_000...10_000 {
            let value = Decimal(hundredths) / 100
            let printed = try interval("\(value)", width).split(separator: "..<").compactMap {
                Decimal(string: "\($0)")
            }
            #expect(printed.count == 2)
            #expect(printed[0] <= value && value < printed[1], "\(value) in \(printed)")
            #expect(printed[1] - printed[0] == Decimal(string: "\(width)"))
        }
    }

    @Test(arguments: [
        "1e300", "0.00000000000000000000000000000000000000000001", "1" + String(repeating: "2", count: 40),
    ])
    func `what decimal arithmetic cannot place is refused`(_ value: String) {
        #expect(throws: ValueTransform.Fault.notANumber) { try interval(value, 0.1) }
    }

    @Test(arguments: [
        ("2.675", 0.01, "2.68"), ("0.15", 0.1, "0.2"), ("-0.15", 0.1, "-0.2"), ("12", 5, "10"),
        ("12.5", 5, "15"),
    ])
    func `rounding is decimal too`(_ value: String, _ base: Double, _ expected: String) throws {
        #expect(
            try ValueTransform(step: .round(base), code: nil, column: "", dialect: Dialect())(value)
                == expected
        )
    }
}
