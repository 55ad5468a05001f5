// SPDX-License-Identifier: Apache-2.0
import JSON

/// The profiles of an installation: the usual ones, with the thresholds that it sets otherwise.
package struct GateProfiles: Hashable, Sendable {
    package private(set) var open = GateProfile.open
    package private(set) var agreement = GateProfile.agreement
    package private(set) var enclave = GateProfile.enclave

    package static let usual = GateProfiles()

    private init() {}

    /// The profile of that name.
    package subscript(name: String) -> GateProfile? { [open, agreement, enclave].first { $0.name == name } }
}

extension GateProfiles {
    /// Reads `{"open": {"k": 20, "t": null}}`: what is not named stays as usual, `null` leaves a rule out.
    ///
    /// Throws `InvalidObject` with a pointer to each fault, thresholds below the floor among them.
    package init(_ json: JSON) throws(InvalidObject) {
        self = .usual
        var reader = ObjectReader(json)
        for profile in [\Self.open, \.agreement, \.enclave] {
            let usual = self[keyPath: profile]
            let changed = reader.optionalObject(usual.name) { usual.changed(by: &$0) }
            if let changed { self[keyPath: profile] = changed }
        }
        try reader.finish()
    }
}

extension GateProfile {
    fileprivate func changed(by reader: inout ObjectReader) -> GateProfile {
        var profile = self
        profile.k = reader.optionalInteger("k", in: 1...1_000_000) ?? k
        profile.uniques = reader.changed("uniques", uniques) { $0.optionalInteger($1, in: 0...1_000_000) }
        profile.distinctL = reader.changed("distinct_l", distinctL) {
            $0.optionalInteger($1, in: 1...1_000_000)
        }
        profile.entropyL = reader.changed("entropy_l", entropyL) { $0.optionalNumber($1) }
        profile.t = reader.changed("t", t) { $0.optionalNumber($1) }
        profile.alpha = reader.changed("alpha", alpha) { $0.optionalNumber($1) }
        do throws(BelowFloor) {
            try profile.check()
        } catch {
            for rule in error.rules {
                reader.record(rule, "below_floor", "This asks for less than the floor of the platform.")
            }
        }
        return profile
    }
}

extension ObjectReader {
    /// A threshold that may be set, left as it is, or left out by `null`.
    fileprivate mutating func changed<Value>(
        _ key: String,
        _ usual: Value?,
        read: (inout ObjectReader, String) -> Value?
    ) -> Value? {
        let isLeftOut = isNull(key)
        let value = read(&self, key)
        return isLeftOut ? nil : value ?? usual
    }
}
