// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
    /// A string without control characters, its length counted in Unicode scalars as
    /// PostgreSQL counts characters.
    ///
    /// - Parameter multiline: whether line feeds and tabs may stand in it.
    package mutating func string(
        _ key: String,
        length: ClosedRange<Int> = 1...1000,
        multiline: Bool = false
    ) -> String? {
        guard let value = json(key) else { return nil }
        return checked(value, key, length, multiline)
    }

    package mutating func optionalString(
        _ key: String,
        length: ClosedRange<Int> = 1...1000,
        multiline: Bool = false
    ) -> String? {
        guard let value = optionalJSON(key) else { return nil }
        return checked(value, key, length, multiline)
    }

    package mutating func bool(_ key: String) -> Bool? {
        guard let value = json(key) else { return nil }
        guard let bool = value.bool else {
            recordType(key, expected: "true or false")
            return nil
        }
        return bool
    }

    /// A boolean that may be absent and then is `standard`.
    package mutating func bool(_ key: String, default standard: Bool) -> Bool {
        guard let value = optionalJSON(key) else { return standard }
        guard let bool = value.bool else {
            recordType(key, expected: "true or false")
            return standard
        }
        return bool
    }

    package mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = json(key) else { return nil }
        return checked(value, key, range)
    }

    package mutating func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = optionalJSON(key) else { return nil }
        return checked(value, key, range)
    }

    /// A number that may be absent.
    package mutating func optionalNumber(_ key: String) -> Double? {
        guard let value = optionalJSON(key) else { return nil }
        switch value {
        case .integer(let whole): return Double(whole)
        case .number(let number): return number
        default:
            record(key, FieldError.Code.type, "Expected a number.")
            return nil
        }
    }

    /// A number in `range`, or the one used when none is given.
    package mutating func number(_ key: String, in range: ClosedRange<Double>, default standard: Double)
        -> Double
    {
        guard let value = optionalNumber(key) else { return standard }
        guard range.contains(value) else {
            record(key, FieldError.Code.range, "It lies in \(range.lowerBound) to \(range.upperBound).")
            return standard
        }
        return value
    }

    package mutating func enumeration<E: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        as type: E.Type
    ) -> E? {
        guard let text = string(key) else { return nil }
        return checked(text, key, type)
    }

    package mutating func optionalEnumeration<E: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        as type: E.Type
    ) -> E? {
        guard let text = optionalString(key) else { return nil }
        return checked(text, key, type)
    }

    /// A value written as a string; when `parse` cannot read it, an error of that code is recorded.
    package mutating func value<T>(
        _ key: String,
        code: String = FieldError.Code.format,
        parse: (String) -> T?
    ) -> T? {
        guard let text = string(key) else { return nil }
        return parsed(text, key, code, parse)
    }

    package mutating func optionalValue<T>(
        _ key: String,
        code: String = FieldError.Code.format,
        parse: (String) -> T?
    ) -> T? {
        guard let text = optionalString(key) else { return nil }
        return parsed(text, key, code, parse)
    }

    private mutating func checked(
        _ value: JSON,
        _ key: String,
        _ length: ClosedRange<Int>,
        _ multiline: Bool
    ) -> String? {
        switch Self.check(value, length, multiline) {
        case .success(let string): return string
        case .failure(let fault):
            record(key, fault.code, fault.detail)
            return nil
        }
    }

    private mutating func checked(_ value: JSON, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        // A number without a fraction is an integer, however it is written (JSON Schema,
        // section 4.2.3 of validation).
        let whole: Int? =
            switch value {
            case .integer(let integer): Int(exactly: integer)
            case .number(let number): Int(exactly: number)
            default: nil
            }
        guard let result = whole else {
            recordType(key, expected: "an integer")
            return nil
        }
        guard range.contains(result) else {
            record(key, FieldError.Code.range, "Must be \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return result
    }

    private mutating func checked<E: RawRepresentable<String> & CaseIterable>(
        _ text: String,
        _ key: String,
        _ type: E.Type
    ) -> E? {
        if let value = E(rawValue: text) { return value }
        let known = E.allCases.map(\.rawValue).joined(separator: ", ")
        record(key, FieldError.Code.unknownValue, "Must be one of: \(known).")
        return nil
    }

    private mutating func parsed<T>(_ text: String, _ key: String, _ code: String, _ parse: (String) -> T?)
        -> T?
    {
        if let value = parse(text) { return value }
        record(key, code, "Not a valid value of this member.")
        return nil
    }

    struct Fault: Error {
        let code: String
        let detail: String
    }

    /// Unicode's category Cc, which never grows; asking for the category itself costs far more.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// The one rule for strings, shared by single members and lists.
    static func check(_ value: JSON, _ length: ClosedRange<Int>, _ multiline: Bool) -> Result<String, Fault> {
        guard let string = value.string else {
            return .failure(Fault(code: FieldError.Code.type, detail: "Expected a string."))
        }
        var count = 0
        for scalar in string.unicodeScalars {
            count += 1
            let isAllowed = multiline && (scalar == "\n" || scalar == "\t")
            if isControl(scalar), !isAllowed {
                return .failure(
                    Fault(
                        code: FieldError.Code.controlCharacter,
                        detail: "Control characters are not allowed."
                    )
                )
            }
        }
        guard length.contains(count) else {
            let bounds = "\(length.lowerBound) to \(length.upperBound)"
            return .failure(Fault(code: FieldError.Code.length, detail: "Must have \(bounds) characters."))
        }
        return .success(string)
    }
}
