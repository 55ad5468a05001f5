// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1

/// Sees a request before the codec turns it into HTTP's common form, which drops what is told apart here: a
/// target that is a whole URI, and a client of HTTP/1.0, which takes the connection's end for the answer's.
final class TargetHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let lines: RequestLineHandler

    /// `lines` hears of what the decoder has read.
    init(telling lines: RequestLineHandler) {
        self.lines = lines
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            lines.began(head)
            pass(head, data, context)
        case .end:
            lines.ended()
            context.fireChannelRead(data)
        case .body: context.fireChannelRead(data)
        }
    }

    private func pass(_ head: HTTPRequestHead, _ data: NIOAny, _ context: ChannelHandlerContext) {
        guard !head.uri.hasPrefix("/") || head.version.minor == 0 else {
            return context.fireChannelRead(data)
        }
        var head = head
        // What `HeadChecks` refuses.
        if !head.uri.hasPrefix("/") { head.uri = "//" }
        if head.version.minor == 0 { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
