// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

struct ReleaseGateTests {
    private static let roles: [String: ColumnRole] = ["site": .quasi, "fault": .sensitive, "note": .other]

    /// `count` rows in each of two classes, with faults drawn evenly from `faults`.
    private func report(
        count: Int,
        faults: [String],
        roles: [String: ColumnRole] = Self.roles,
        profile: GateProfile
    ) throws -> AnonymityReport {
        let table = (0..<2 * count).map { ["s\($0 % 2)", faults[$0 / 2 % faults.count], "n"] }
        return try measure(
            source: csv(["site", "fault", "note"], table),
            digest: "d",
            roles: roles,
            profile: profile
        )
    }

    private func failed(_ report: AnonymityReport) -> [String] {
        report.gate.rules.filter { $0.outcome == .fail }.map(\.name)
    }

    @Test(arguments: [
        (GateProfile.open, 12, ["a", "b", "c"], [String]()),
        (.open, 10, ["a", "b", "c", "d", "e"], ["k"]),
        (.open, 12, ["a", "b"], ["distinct_l"]),
        (.agreement, 6, ["a", "b"], []),
        (.agreement, 4, ["a", "b"], ["k"]),
        (.agreement, 8, ["a", "a", "a", "b"], ["entropy_l"]),
        (.agreement, 20, ["a"], ["entropy_l", "alpha"]),
        (.enclave, 4, ["a", "b"], []),
        (.enclave, 2, ["a", "b"], ["k"]),
        (.enclave, 1, ["a"], ["k", "uniques", "alpha"]),
    ])
    func `each profile opens at its thresholds`(
        profile: GateProfile,
        count: Int,
        faults: [String],
        expected: [String]
    ) throws {
        let report = try report(count: count, faults: faults, profile: profile)
        #expect(failed(report) == expected)
        #expect(report.gate.passed == expected.isEmpty)
        #expect(report.gate.profile == profile.name)
    }

    @Test func `t is judged on the worst class`() throws {
        let table = (0..<40).map { ["s\($0 % 2)", $0 % 2 == 0 ? "a" : "b"] }
        let profile = GateProfile(name: "own", k: 3, t: 0.4, alpha: nil)
        let roles: [String: ColumnRole] = ["site": .quasi, "fault": .sensitive]
        let report = try measure(
            source: csv(["site", "fault"], table),
            digest: "d",
            roles: roles,
            profile: profile
        )
        #expect(failed(report) == ["t"])
        let rule = try #require(report.gate.rules.first { $0.name == "t" })
        #expect(rule.measured == 0.5)
        #expect(rule.threshold == .atMost(0.4))
        #expect(rule.detail == "fault")
    }

    @Test func `a column without a role closes the gate`() throws {
        var roles = Self.roles
        roles["note"] = nil
        let report = try report(count: 12, faults: ["a", "b"], roles: roles, profile: .agreement)
        #expect(failed(report) == ["roles_assigned"])
        #expect(report.gate.rules[0].detail == "note")
    }

    @Test func `a direct identifier left in the file closes the gate`() throws {
        var roles = Self.roles
        roles["note"] = .direct
        let report = try report(count: 12, faults: ["a", "b"], roles: roles, profile: .enclave)
        #expect(failed(report) == ["direct_columns"])
    }

    @Test func `a suspected identifier closes the gate whatever its role`() throws {
        for role in [ColumnRole.other, .sensitive] {
            let table = (0..<40).map { ["s\($0 % 2)", "u\($0)@example.org"] }
            let roles: [String: ColumnRole] = ["site": .quasi, "contact": role]
            let profile = GateProfile(name: "own", k: 3, alpha: nil)
            let report = try measure(
                source: csv(["site", "contact"], table),
                digest: "d",
                roles: roles,
                profile: profile
            )
            #expect(failed(report) == ["suspected_identifiers"])
        }
    }

    @Test func `without sensitive columns their rules do not apply`() throws {
        let report = try report(
            count: 6,
            faults: ["a"],
            roles: ["site": .quasi, "fault": .other, "note": .other],
            profile: .agreement
        )
        #expect(report.gate.passed)
        let open = report.gate.rules.filter { $0.outcome == .notApplicable }
        #expect(open.map(\.name) == ["entropy_l", "t", "alpha"])
        #expect(open.allSatisfy { $0.detail == "no sensitive column" })
    }

    @Test func `without quasi-identifiers k is the number of rows`() throws {
        let roles: [String: ColumnRole] = ["site": .other, "fault": .other, "note": .other]
        let report = try report(count: 6, faults: ["a"], roles: roles, profile: .open)
        #expect(report.gate.rules.first { $0.name == "k" }?.measured == 12)
        #expect(report.gate.passed)
    }

    @Test func `a table without rows does not pass`() throws {
        let report = try measure(source: MemorySource("site,fault,note\n"), digest: "d", roles: Self.roles)
        #expect(failed(report) == ["k", "entropy_l", "t", "alpha"])
    }

    @Test func `a profile below the floor is refused by rule`() throws {
        try GateProfile.open.check()
        try GateProfile.agreement.check()
        try GateProfile.enclave.check()
        let weak = GateProfile(name: "weak", k: 2, uniques: nil, alpha: 0.95)
        #expect(throws: GateProfile.BelowFloor(profile: "weak", rules: ["k", "uniques", "alpha"])) {
            try weak.check()
        }
        let floor = GateProfile(name: "strict", k: 3, distinctL: 2, entropyL: 1.5, t: 0.4)
        #expect(throws: GateProfile.BelowFloor(profile: "agreement", rules: ["distinct_l", "t"])) {
            try GateProfile.agreement.check(against: floor)
        }
    }
}
