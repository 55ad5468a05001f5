// SPDX-License-Identifier: Apache-2.0
import JSON
import OpenSSL

/// What a server and its worker processes say to each other: JSON, in lines.
package protocol Message: Sendable {
    var json: JSON { get }

    /// Throws `MalformedMessage` for what ``json`` does not write.
    init(_ json: JSON) throws
}

/// A piece of work that a process of its own does, and what comes of it.
package protocol WorkerTask: Message {
    associatedtype Outcome: Message

    /// The work's name, by which the process knows it.
    static var name: String { get }
    /// The bytes of memory that it may take, where looking through texts may take `screening`.
    func data(screening: Int) -> Int
    /// How much it gives way to other processes, as nice(2) counts.
    var niceness: Int32 { get }

    /// Does the work, in the process that is made for it.
    ///
    /// It looks at nothing that would end it early: whoever wants it ended ends the process.
    func run(progress: (Double) -> Void) throws -> Outcome
}

/// The other side said what cannot be.
package struct MalformedMessage: Error, Hashable {
    package let member: String
}

extension JSON {
    /// A member as what it has to be.
    func member<Value>(_ name: String, _ read: (JSON) throws -> Value?) throws -> Value {
        guard let json = self[name], let value = try read(json) else { throw MalformedMessage(member: name) }
        return value
    }

    /// A member that may be null or left out.
    func optionalMember<Value>(_ name: String, _ read: (JSON) throws -> Value?) throws -> Value? {
        guard let json = self[name], !json.isNull else { return nil }
        return try member(name, read)
    }

    /// A list whose elements are what they have to be.
    func members<Value>(_ name: String, _ read: (JSON) throws -> Value?) throws -> [Value] {
        try member(name, \.array).map { element in
            guard let value = try read(element) else { throw MalformedMessage(member: name) }
            return value
        }
    }

    /// A text, where it has to be one.
    var text: String {
        get throws {
            guard let string else { throw MalformedMessage(member: "text") }
            return string
        }
    }

    static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.plain)) }

    /// Bytes as text.
    static func bytes(_ bytes: [UInt8]) -> JSON { .string(Base64URL.encode(bytes)) }

    /// The bytes that ``bytes(_:)-swift.type.method`` wrote.
    var bytes: [UInt8]? { string.flatMap(Base64URL.decode) }

    /// Text of a stranger's, without the NULs that JSON read here has not.
    static func plain(_ text: String) -> JSON {
        .string(text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
    }
}
