// SPDX-License-Identifier: Apache-2.0

/// The lines of an answer's head, as libcurl hands them over: those of an earlier answer, which led on or
/// was an interim one, come first.
struct AnswerHead {
    private(set) var headers: [Header] = []
    /// Its last line has come: what comes now are the body and its trailers, which count for nothing.
    private(set) var isWhole = false
    private var bytes = 0

    /// Takes a line with its end; false when there are too many bytes of them.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        bytes += line.count
        guard bytes <= Limits.head else { return false }
        if line.starts(with: "HTTP/".utf8) {
            headers = []
            isWhole = false
        } else if line.first == 0x0D || line.first == 0x0A {
            isWhole = true
        } else if !isWhole, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self)
            headers.append(Header(name, Self.trimmed(line[(colon + 1)...])))
        }
        return true
    }

    private static func trimmed(_ value: Slice<UnsafeRawBufferPointer>) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        guard let first = value.firstIndex(where: { !isBlank($0) }),
            let last = value.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: value[first...last], as: UTF8.self)
    }
}
