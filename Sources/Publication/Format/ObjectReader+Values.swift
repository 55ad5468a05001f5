// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension ObjectReader {
    mutating func pid(_ key: String) -> PID? { value(key, parse: PID.init) }
    mutating func digest(_ key: String) -> Digest? { value(key) { Digest($0) } }
    mutating func instant(_ key: String) -> Instant? { value(key) { Instant($0) } }

    /// A counter: a decimal number written as a string, as JSON's numbers end at 2^53 for many readers.
    mutating func counter(_ key: String) -> Int? { value(key, parse: Self.parseCounter) }
    mutating func optionalCounter(_ key: String) -> Int? { optionalValue(key, parse: Self.parseCounter) }

    private static func parseCounter(_ text: String) -> Int? {
        Int(text).flatMap { $0 >= 0 && String($0) == text ? $0 : nil }
    }

    /// A list of digests.
    mutating func digests(_ key: String, count: ClosedRange<Int>) -> [Digest]? {
        guard let texts = strings(key, count: count, length: 71...71) else { return nil }
        let digests = texts.compactMap { Digest($0) }
        guard digests.count == texts.count else {
            record(key, FieldError.Code.format, "Not all are digests.")
            return nil
        }
        return digests
    }
}

extension JSON {
    static func strings(_ values: some Sequence<some CustomStringConvertible>) -> JSON {
        .array(values.map { .string($0.description) })
    }

    static func text(_ value: some CustomStringConvertible) -> JSON { .string(value.description) }
}
