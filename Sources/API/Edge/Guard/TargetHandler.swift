// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1

/// Sees a request before the codec turns it into HTTP's common form, which drops what is told apart here: a
/// target that is a whole URI, and a client of HTTP/1.0, which takes the connection's end for the answer's.
final class TargetHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data),
            !head.uri.hasPrefix("/") || head.version.minor == 0
        else {
            return context.fireChannelRead(data)
        }
        // What `HeadChecks` refuses.
        if !head.uri.hasPrefix("/") { head.uri = "//" }
        if head.version.minor == 0 { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
