// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1

/// Looks at the line with which each request begins before the decoder does, which lets through more blanks
/// than two: two readers may differ on what is between them (RFC 9112, section 3).
///
/// It counts nothing that the decoder has not read first: where a head and a body end, the decoder says, to
/// which bytes go up to each empty line and no further at once.
final class RequestLineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Where in a request the next byte is.
    private enum Place {
        case line(RequestLine)
        /// Behind the line, up to the empty line that ends the head.
        case fields
        /// In a body of so many bytes more.
        case body(Int)
        case chunks
        /// Behind what is no request: nothing more is passed on.
        case nowhere
    }

    private var place = Place.line(RequestLine())
    /// The last byte ended a line, but for a carriage return.
    private var isAtLineStart = false
    /// Of the request that the decoder has read last.
    private var framing: Place?
    private var hasEnded = false

    /// The decoder has read a head.
    func began(_ head: HTTPRequestHead) {
        hasEnded = false
        if head.headers.contains(name: "Transfer-Encoding") {
            framing = .chunks
        } else {
            framing = .body(head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0)
        }
    }

    /// The decoder has read a request to its end.
    func ended() {
        hasEnded = true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        while buffer.readableBytes > 0 {
            if case .nowhere = place { return }
            guard let count = countToPass(of: buffer) else {
                place = .nowhere
                return context.fireErrorCaught(MalformedRequestLine())
            }
            guard let piece = buffer.readSlice(length: count.bytes) else { return }
            context.fireChannelRead(wrapInboundOut(piece))
            guard count.isWhole else { continue }
            moveOn()
            // The preface of HTTP/2 is a head to the decoder, and no request: it neither reads nor
            // refuses it.
            if case .nowhere = place { return context.fireErrorCaught(MalformedRequestLine()) }
        }
    }

    /// How many bytes the decoder may have now, and whether a part of the request ends with them; `nil` for
    /// a line that begins no request.
    private func countToPass(of buffer: ByteBuffer) -> (bytes: Int, isWhole: Bool)? {
        switch place {
        case .nowhere: return (0, false)
        case .body(let left):
            let count = min(left, buffer.readableBytes)
            place = .body(left - count)
            return (count, count == left)
        case .line, .fields, .chunks:
            return buffer.withUnsafeReadableBytes { bytes in
                for (index, byte) in bytes.enumerated() {
                    guard let isEmptyLine = take(byte) else { return nil }
                    if isEmptyLine { return (index + 1, true) }
                }
                return (bytes.count, false)
            }
        }
    }

    /// Whether the byte ends an empty line behind the request's first; `nil` when that one begins no request.
    private func take(_ byte: UInt8) -> Bool? {
        if case .line(var line) = place {
            guard let isOver = line.take(byte) else { return nil }
            place = isOver ? .fields : .line(line)
            isAtLineStart = isOver
            return false
        }
        switch byte {
        case UInt8(ascii: "\n"):
            defer { isAtLineStart = true }
            return isAtLineStart
        case UInt8(ascii: "\r"): break
        default: isAtLineStart = false
        }
        return false
    }

    /// The decoder has had all up to here.
    private func moveOn() {
        switch place {
        case .fields:
            // Without a head it has refused the request.
            let next = framing ?? .nowhere
            framing = nil
            isAtLineStart = false
            if case .body(0) = next { place = .line(RequestLine()) } else { place = next }
        case .chunks where !hasEnded: break
        case .chunks, .body: place = .line(RequestLine())
        case .line, .nowhere: break
        }
    }
}

/// What begins a request is not a method, a target and a version with one blank between them.
struct MalformedRequestLine: Error {}

/// A request's first line, byte by byte.
struct RequestLine {
    private var hasBegun = false
    private var blanks = 0
    private var last: UInt8?

    /// Whether the byte ends the line; `nil` when no request's line has it there.
    mutating func take(_ byte: UInt8) -> Bool? {
        let last = last
        self.last = byte
        switch byte {
        case UInt8(ascii: "\n"):
            // Empty lines in front are passed over (RFC 9112, section 2.2).
            guard hasBegun else {
                self.last = nil
                return false
            }
            return blanks == 2 && last != UInt8(ascii: " ") ? true : nil
        case _ where last == UInt8(ascii: "\r"): return nil
        case UInt8(ascii: "\r"): return last == UInt8(ascii: " ") ? nil : false
        case UInt8(ascii: " "):
            guard hasBegun, last != byte else { return nil }
            blanks += 1
            return blanks > 2 ? nil : false
        case 0x21...0x7E, 0x80...0xFF:
            hasBegun = true
            return false
        default: return nil
        }
    }
}
