// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore
import NIOHTTP1

extension GuardHandler {
    /// Looks at the connection's limits.
    func tick(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let options = edge.options
        if let closing {
            if now >= closing.by { context.close(promise: nil) }
        } else if let stalledAt, now - stalledAt >= options.stallLimit {
            context.close(promise: nil)
        } else if let exchange {
            check(exchange, now, context)
        } else if now - idleAt >= options.headLimit {
            context.close(promise: nil)
        }
    }

    private func check(_ exchange: Exchange, _ now: NIODeadline, _ context: ChannelHandlerContext) {
        let options = edge.options
        guard !exchange.hasEnded else { return }
        if exchange.isUpload, now - exchange.startedAt < options.uploadLimit {
            checkWindow(exchange, now, context)
        } else if exchange.isUpload || now - exchange.startedAt >= options.bodyLimit {
            giveUp(.bodyTimeout, context)
        }
    }

    /// A window counts only when all of it was the client's: while we do not want to read, the wait is ours.
    private func checkWindow(_ exchange: Exchange, _ now: NIODeadline, _ context: ChannelHandlerContext) {
        guard isStarved else {
            self.exchange?.windowAt = now
            self.exchange?.windowBytes = 0
            return
        }
        guard now - exchange.windowAt >= edge.options.uploadWindow else { return }
        guard exchange.windowBytes >= edge.options.uploadBytesPerWindow else {
            return giveUp(.bodyTimeout, context)
        }
        self.exchange?.windowAt = now
        self.exchange?.windowBytes = 0
    }

    /// Answers for the routes, unless they have begun to; then the connection just ends.
    private func giveUp(_ details: ProblemDetails, _ context: ChannelHandlerContext) {
        guard exchange?.isAnswered == false else { return context.close(promise: nil) }
        refuse(details, context)
    }

    /// What the decoder cannot read: the connection ends with the answer, because where the next
    /// request begins is not known.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard closing == nil else { return }
        guard context.channel.isActive, isMalformed(error) else { return context.fireErrorCaught(error) }
        if exchange == nil {
            exchange = Exchange(
                HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil),
                isUpload: false,
                address: nil,
                allowance: nil,
                answerer: .done,
                at: .now()
            )
        } else if exchange?.isAnswered == true || exchange?.hasEnded == true {
            return context.close(promise: nil)
        }
        giveUp(error as? HTTPParserError == .headerOverflow ? .headTooLarge : .malformed, context)
    }

    private func isMalformed(_ error: any Error) -> Bool {
        error is HTTPParserError || !(error is ChannelError) && !(error is IOError)
    }
}
