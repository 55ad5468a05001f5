// SPDX-License-Identifier: Apache-2.0
import OpenSSL

/// A sealed file: eight bytes that say so, a salt, then pieces of 64 KiB, each sealed with AES-256-GCM.
///
/// The nonce of a piece is its number and whether it is the last, so that pieces left out, moved or cut off
/// are found (STREAM, Hoang and others, 2015). Each file has a key of its own, and is bound to its name.
enum Seal {
    static let mark = Array("THSEAL1\n".utf8)
    static let saltByteCount = 32
    static let pieceByteCount = 65_536

    static func nonce(_ number: UInt64, isLast: Bool) -> [UInt8] {
        let digits = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        return [0, 0, 0] + digits + [isLast ? 1 : 0]
    }
}

/// Seals bytes piece by piece.
struct Sealer {
    private let key: [UInt8]
    private let binding: [UInt8]
    private let salt: [UInt8]
    private var number: UInt64 = 0
    private var waiting: [UInt8] = []

    /// - Parameter name: What the file is bound to.
    init(_ key: BackupKey, name: String) throws {
        salt = try randomBytes(Seal.saltByteCount)
        self.key = key.key(ofFileWith: salt)
        binding = Array(name.utf8)
    }

    /// What stands before the first piece.
    var head: [UInt8] { Seal.mark + salt }

    mutating func add(_ bytes: UnsafeRawBufferPointer, _ sink: ([UInt8]) throws -> Void) throws {
        waiting.append(contentsOf: bytes)
        // The last one may be full, and is known by what does not follow.
        var start = 0
        while waiting.count - start > Seal.pieceByteCount {
            try sink(seal(Array(waiting[start..<start + Seal.pieceByteCount]), isLast: false))
            start += Seal.pieceByteCount
        }
        waiting.removeFirst(start)
    }

    mutating func finish(_ sink: ([UInt8]) throws -> Void) throws {
        try sink(seal(waiting, isLast: true))
    }

    private mutating func seal(_ piece: [UInt8], isLast: Bool) throws -> [UInt8] {
        let nonce = Seal.nonce(number, isLast: isLast)
        number += 1
        return try AES256GCM.seal(piece, key: key, nonce: nonce, binding: binding)
    }
}

/// Reads what was sealed, piece by piece.
struct Unsealer {
    private let path: String
    private let key: BackupKey
    private let binding: [UInt8]
    private let source: (UnsafeMutableRawBufferPointer) throws -> Int
    private var fileKey: [UInt8]?
    private var number: UInt64 = 0
    private var waiting: [UInt8] = []
    private var hasEnded = false

    init(
        _ path: String,
        _ key: BackupKey,
        name: String,
        reading source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        self.path = path
        self.key = key
        binding = Array(name.utf8)
        self.source = source
    }

    /// The next piece of the content; `nil` at its end.
    mutating func next() throws -> [UInt8]? {
        if hasEnded { return nil }
        if fileKey == nil {
            let count = Seal.mark.count + Seal.saltByteCount
            try fill(to: count)
            guard waiting.count >= count, waiting.starts(with: Seal.mark) else {
                throw BackupError.damaged(path: path, detail: "it is not encrypted")
            }
            fileKey = key.key(ofFileWith: Array(waiting[Seal.mark.count..<count]))
            waiting.removeFirst(count)
        }
        let full = Seal.pieceByteCount + AES256GCM.tagByteCount
        try fill(to: full + 1)
        hasEnded = waiting.count <= full
        let nonce = Seal.nonce(number, isLast: hasEnded)
        number += 1
        guard let fileKey,
            let piece = try AES256GCM.open(
                waiting.prefix(full),
                key: fileKey,
                nonce: nonce,
                binding: binding
            )
        else { throw BackupError.damaged(path: path, detail: "it was changed, cut short or moved") }
        waiting.removeFirst(min(full, waiting.count))
        return piece
    }

    private mutating func fill(to count: Int) throws {
        var buffer = [UInt8](repeating: 0, count: 131_072)
        while waiting.count < count {
            let read = try buffer.withUnsafeMutableBytes { try source($0) }
            if read == 0 { return }
            waiting += buffer[..<read]
        }
    }
}
