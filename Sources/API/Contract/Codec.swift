// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// The form of a value in JSON: what the contract says of it, how it is read from a request, how it
/// is written into an answer.
struct Codec<Value: Sendable>: Sendable {
    let schema: Schema
    /// Takes the member of that name, which must be there; `nil` once an error is recorded.
    let read: @Sendable (inout ObjectReader, String) -> Value?
    let write: @Sendable (Value) -> JSON

    init(
        _ schema: Schema,
        read: @escaping @Sendable (inout ObjectReader, String) -> Value?,
        write: @escaping @Sendable (Value) -> JSON
    ) {
        self.schema = schema
        self.read = read
        self.write = write
    }

    /// Of a value that is written as a string; one that `parse` cannot read is refused with `code`.
    init(
        _ schema: Schema,
        code: String,
        parse: @escaping @Sendable (String) -> Value?,
        text: @escaping @Sendable (Value) -> String
    ) {
        self.init(
            schema,
            read: { reader, key in reader.value(key, code: code, parse: parse) },
            write: { .string(text($0)) }
        )
    }

    /// The same with another example, or another word of the schema.
    func with(_ change: (Schema) -> Schema) -> Self { Self(change(schema), read: read, write: write) }
}

extension Codec where Value == String {
    /// One line that people write, its length in Unicode scalars.
    static func line(_ length: ClosedRange<Int>) -> Self { text(.line, length) }

    /// Lines that people write, their length in Unicode scalars.
    static func lines(_ length: ClosedRange<Int>) -> Self { text(.lines, length) }

    private static func text(_ form: TextForm, _ length: ClosedRange<Int>) -> Self {
        Self(
            .text(form, length),
            read: { reader, key in
                guard let text = reader.string(key, length: length, multiline: form == .lines) else {
                    return nil
                }
                guard let fault = form.fault(in: text) else { return text }
                reader.record(key, fault.rawValue, fault.detail)
                return nil
            },
            write: JSON.string
        )
    }

    /// A text of the platform's own making.
    static var string: Self {
        Self(.string, read: { $0.string($1, length: 0...Int.max, multiline: true) }, write: JSON.string)
    }
}

extension Codec where Value == Bool {
    static var bool: Self { Self(.bool, read: { $0.bool($1) }, write: JSON.bool) }
}

extension Codec where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Self { integer(.integer(range), range) }

    /// From 1.
    static var ordinal: Self { integer(.ordinal, 1...Int.max) }

    /// From 0.
    static var count: Self { integer(.count, 0...Int.max) }

    private static func integer(_ schema: Schema, _ range: ClosedRange<Int>) -> Self {
        Self(schema, read: { $0.integer($1, in: range) }, write: { .integer(Int64($0)) })
    }
}

extension Codec where Value == Int64 {
    /// From 0.
    static var count: Self {
        Self(.count, read: { $0.integer($1, in: 0...Int.max).map(Int64.init) }, write: JSON.integer)
    }
}
