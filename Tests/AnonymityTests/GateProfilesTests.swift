// SPDX-License-Identifier: Apache-2.0
import JSON
import Testing

@testable import Anonymity

/// Thresholds that an installation sets.
struct GateProfilesTests {
    private static func read(_ text: String) throws -> GateProfiles {
        try GateProfiles(try JSON(parsing: Array(text.utf8)))
    }

    @Test func `what is not named stays as usual, and null leaves a rule out`() throws {
        #expect(try Self.read("{}") == .usual)
        let profiles = try Self.read(
            #"{"open": {"k": 20, "t": 0.2, "distinct_l": null}, "enclave": {"entropy_l": 1.5}}"#
        )
        #expect(profiles["open"]?.k == 20)
        #expect(profiles["open"]?.t == 0.2)
        #expect(profiles["open"]?.distinctL == nil)
        #expect(profiles["open"]?.alpha == GateProfile.open.alpha)
        #expect(profiles["enclave"]?.entropyL == 1.5)
        #expect(profiles["agreement"] == .agreement)
        #expect(profiles["other"] == nil)
    }

    @Test(arguments: [
        (#"{"open": {"k": 2}}"#, "/open/k"), (#"{"enclave": {"uniques": null}}"#, "/enclave/uniques"),
        (#"{"agreement": {"alpha": 0.95}}"#, "/agreement/alpha"), (#"{"public": {}}"#, "/public"),
        (#"{"open": {"kk": 5}}"#, "/open/kk"), (#"{"open": {"t": "low"}}"#, "/open/t"), (#"[]"#, ""),
        (#"{"open": 5}"#, "/open"),
    ])
    func `faults and thresholds below the floor are refused by pointer`(text: String, pointer: String) throws
    {
        let error = #expect(throws: InvalidObject.self) { try Self.read(text) }
        #expect(error?.errors.map(\.pointer) == [pointer])
    }
}
