// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Codec where Value == ORCID {
    static var orcid: Self {
        Self(
            .orcid,
            code: "orcid",
            form: "An ORCID iD is four groups of four, as 0000-0002-1825-0097.",
            check:
                "The last character of an ORCID iD is a check digit (ISO 7064 MOD 11-2), and this one does not fit the others.",
            parse: { text throws(IdentifierFault) in try ORCID(reading: text) }
        )
    }
}

extension Codec where Value == ROR {
    static var ror: Self {
        Self(
            .ror,
            code: "ror",
            form: "A ROR id is a zero, six letters and digits, and two digits, as 03yrm5c26.",
            check:
                "The last two digits of a ROR id are check digits (ISO 7064 MOD 97-10), and these do not fit the others.",
            parse: { text throws(IdentifierFault) in try ROR(reading: text) }
        )
    }
}

extension Codec where Value: CustomStringConvertible {
    /// Of an identifier with check digits: a client hears whether it sent something else, or mistyped one.
    fileprivate init(
        _ schema: Schema,
        code: String,
        form: String,
        check: String,
        parse: @escaping @Sendable (String) throws(IdentifierFault) -> Value
    ) {
        self.init(
            schema,
            read: { reader, key in
                guard let text = reader.string(key) else { return nil }
                do throws(IdentifierFault) {
                    return try parse(text)
                } catch {
                    switch error {
                    case .form: reader.record(key, code, form)
                    case .check: reader.record(key, code, check)
                    }
                    return nil
                }
            },
            write: { .string($0.description) }
        )
    }
}
