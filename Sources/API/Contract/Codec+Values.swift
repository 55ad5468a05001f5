// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Codec where Value == Instant {
    /// RFC 3339, in UTC.
    static var time: Self {
        Self(.time, code: FieldError.Code.format, parse: { Instant($0) }, text: \.description)
    }
}

extension Codec where Value == Digest {
    static var digest: Self {
        Self(.digest, code: "digest", parse: { Digest($0) }, text: \.description)
    }
}

extension Codec where Value == [UInt8] {
    /// A digest that is known by its 32 bytes.
    static var digest: Self {
        Self(.digest, code: "digest", parse: { Digest($0)?.bytes }, text: { "sha256:" + $0.hexadecimal })
    }
}

extension Codec where Value == PID {
    static func pid(_ kind: PID.Kind) -> Self {
        Self(.pid(kind), code: "pid", parse: { PID($0, of: kind) }, text: \.description)
    }
}

extension Codec where Value == JSON {
    /// Whatever the schema says; it is not looked into.
    static func json(_ schema: Schema) -> Self {
        Self(schema, read: { $0.json($1) }, write: { $0 })
    }
}

extension Codec where Value: RawRepresentable<String> & CaseIterable {
    static func one(of type: Value.Type) -> Self {
        Self(
            .one(of: type),
            read: { $0.enumeration($1, as: type) },
            write: { .string($0.rawValue) }
        )
    }
}

extension Codec {
    /// A list, of which every element is read before any is missed.
    static func list<Element>(of element: Codec<Element>, _ count: ClosedRange<Int>? = nil) -> Self
    where Value == [Element] {
        Self(
            .list(of: element.schema, count),
            read: { reader, key in reader.list(key, count: count ?? 0...Int.max, read: element.read) },
            write: { .array($0.map(element.write)) }
        )
    }

    /// A list in which nothing stands twice.
    static func set<Element: Hashable>(of element: Codec<Element>, _ count: ClosedRange<Int>) -> Self
    where Value == [Element] {
        let list = list(of: element, count)
        return Self(
            list.schema.with("uniqueItems", true),
            read: { reader, key in
                guard let elements = list.read(&reader, key) else { return nil }
                var seen: Set<Element> = []
                for (index, element) in elements.enumerated() where !seen.insert(element).inserted {
                    reader.record(
                        FieldError(
                            pointer: "\(reader.pointer(to: key))/\(index)",
                            code: "repeated",
                            detail: "Each is named once."
                        )
                    )
                }
                return seen.count == elements.count ? elements : nil
            },
            write: list.write
        )
    }
}
