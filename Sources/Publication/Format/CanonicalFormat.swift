// SPDX-License-Identifier: Apache-2.0
import JSON

/// A value that has exactly one spelling in bytes: canonical JSON (RFC 8785) with the
/// URL of its schema inside.
///
/// What is signed is always such a spelling, so its schema keeps a signature from counting for
/// another kind of document.
///
/// A member that is new, or no longer there, takes the next number of the schema: bytes name the lowest
/// number that fits their members, and readers read every number.
package protocol CanonicalFormat: Hashable, Sendable {
    /// The schema's first number.
    static var schema: String { get }
    /// The numbers after it.
    static var laterSchemas: [String] { get }
    /// The number that fits the members.
    var fittingSchema: String { get }
    static var byteLimit: Int { get }
    static var limits: JSON.Limits { get }

    /// All members but `schema`; those that are `nil` are left out.
    var members: KeyValuePairs<String, JSON?> { get }

    /// Reads all members but `schema`; `nil` only after recording an error.
    static func read(_ reader: inout ObjectReader) -> Self?
}

extension CanonicalFormat {
    package static var laterSchemas: [String] { [] }
    package var fittingSchema: String { Self.schema }
    package static var limits: JSON.Limits { .standard }

    /// Whether readers know the schema of this URL.
    static func isKnown(schema url: String) -> Bool { url == schema || laterSchemas.contains(url) }

    package var json: JSON {
        guard case .object(var object) = JSON.object(compacting: members) else { return .null }
        object["schema"] = .string(fittingSchema)
        return .object(object)
    }

    /// The canonical bytes.
    ///
    /// They were read back, so whatever is stored or signed can be read by everyone else too.
    package func canonical() throws(FormatError) -> [UInt8] {
        let bytes = json.canonical
        _ = try Self(parsing: bytes)
        return bytes
    }

    /// Reads the canonical bytes and refuses every other spelling.
    package init(parsing bytes: [UInt8]) throws(FormatError) {
        let json = try parseCanonical(bytes, byteLimit: Self.byteLimit, limits: Self.limits)
        var reader = ObjectReader(json)
        let value = Self.readWhole(&reader)
        do throws(InvalidObject) {
            try reader.finish()
        } catch {
            throw .invalid(error)
        }
        // Members may have several spellings that read alike, such as the offset of a time.
        guard let value, value.json.canonical == bytes else { throw .notCanonical }
        self = value
    }

    static func readWhole(_ reader: inout ObjectReader) -> Self? {
        let isKnown: Void? = reader.value("schema", code: FieldError.Code.unknownValue) {
            Self.isKnown(schema: $0) ? () : nil
        }
        let value = read(&reader)
        return isKnown == nil ? nil : value
    }
}

/// The value of bytes that must be their own canonical form.
func parseCanonical(_ bytes: [UInt8], byteLimit: Int, limits: JSON.Limits) throws(FormatError) -> JSON {
    guard bytes.count <= byteLimit else { throw .tooLarge(limit: byteLimit) }
    let json: JSON
    do throws(JSON.SyntaxError) {
        json = try JSON(parsing: bytes, limits: limits)
    } catch {
        throw .syntax(error)
    }
    guard json.canonical == bytes else { throw .notCanonical }
    return json
}
