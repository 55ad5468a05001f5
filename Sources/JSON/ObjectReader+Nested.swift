// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
    /// A list of strings.
    ///
    /// An absent list is empty where `count` allows that, and an error elsewhere.
    package mutating func strings(
        _ key: String,
        count: ClosedRange<Int>,
        length: ClosedRange<Int> = 1...1000
    ) -> [String]? {
        guard let elements = elements(key, count: count) else { return nil }
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            switch Self.check(element, length, false) {
            case .success(let string): strings.append(string)
            case .failure(let fault):
                record(
                    FieldError(
                        pointer: "\(pointer(to: key))/\(index)",
                        code: fault.code,
                        detail: fault.detail
                    )
                )
            }
        }
        return strings.count == elements.count ? strings : nil
    }

    /// A list of objects, each read by `read`.
    ///
    /// An absent list is empty where `count` allows that, and an error elsewhere.
    ///
    /// Objects for which `read` returns `nil` are left out; their errors, unknown members
    /// among them, are this reader's.
    package mutating func objects<T>(
        _ key: String,
        count: ClosedRange<Int>,
        read: (inout ObjectReader) -> T?
    ) -> [T] {
        guard let elements = elements(key, count: count) else { return [] }
        var values: [T] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let value = nested(element, at: "\(pointer(to: key))/\(index)", read)
            if let value { values.append(value) }
        }
        return values
    }

    /// A list that must be there, of which `read` takes each element as if it were the
    /// member named by its place.
    ///
    /// Every element is read, so that all their errors are recorded; `nil` when there is one.
    package mutating func list<T>(
        _ key: String,
        count: ClosedRange<Int>,
        read: (inout ObjectReader, String) -> T?
    ) -> [T]? {
        guard json(key) != nil, let elements = elements(key, count: count) else { return nil }
        var reader = ObjectReader(elements: elements, at: pointer(to: key))
        let values = elements.indices.map { read(&reader, String($0)) }
        for error in reader.errors { record(error) }
        let found = values.compactMap { $0 }
        return found.count == values.count ? found : nil
    }

    /// An object that must be there.
    package mutating func object<T>(_ key: String, read: (inout ObjectReader) -> T?) -> T? {
        guard let value = json(key) else { return nil }
        return nested(value, at: pointer(to: key), read)
    }

    /// An object that may be absent.
    package mutating func optionalObject<T>(_ key: String, read: (inout ObjectReader) -> T?) -> T? {
        guard let value = optionalJSON(key) else { return nil }
        return nested(value, at: pointer(to: key), read)
    }

    private mutating func nested<T>(
        _ json: JSON,
        at pointer: String,
        _ read: (inout ObjectReader) -> T?
    ) -> T? {
        var reader = ObjectReader(json, at: pointer)
        let value = read(&reader)
        reader.recordUnknownKeys()
        for error in reader.errors { record(error) }
        return reader.errors.isEmpty ? value : nil
    }

    private mutating func elements(_ key: String, count: ClosedRange<Int>) -> [JSON]? {
        guard let value = count.contains(0) ? optionalJSON(key) ?? .array([]) : json(key) else { return nil }
        guard let elements = value.array else {
            recordType(key, expected: "a list")
            return nil
        }
        guard count.contains(elements.count) else {
            let bounds = "\(count.lowerBound) to \(count.upperBound)"
            record(key, FieldError.Code.length, "Must have \(bounds) elements.")
            return nil
        }
        return elements
    }
}
