// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands between a connection and the framework: it checks heads, keeps clients to their time and rate, ends
/// what was answered early, and serves hot documents from memory.
///
/// It lets one request through at a time; further ones of a pipelining client wait here, and nothing more is
/// read meanwhile. All of it runs on the connection's event loop.
final class GuardHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    let edge: Edge
    /// Whether the connection came to the address for operators, where nothing but probes is answered.
    let isForOperators: Bool
    var exchange: Exchange?
    /// What arrived of later requests.
    private var held: CircularBuffer<HTTPRequestPart> = []
    private var isReadHeld = false
    /// The framework wants to read, and nothing has come.
    private(set) var isStarved = false
    /// Since when no request is under way.
    var idleAt = NIODeadline.now()
    /// Since when the client takes nothing of the answer.
    private(set) var stalledAt: NIODeadline?
    /// When the connection is closed at the latest, and what may still arrive;
    /// everything that does is dropped.
    private(set) var closing: (by: NIODeadline, bytes: Int)?
    private var ticker: RepeatedTask?
    private var channel: (any Channel)?
    private var stamp = DateStamp()

    init(_ edge: Edge, isForOperators: Bool = false) {
        self.edge = edge
        self.isForOperators = isForOperators
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        channel = context.channel
        let pipeline = context.pipeline.syncOperations
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            let lines = RequestLineHandler()
            try pipeline.addHandler(lines, position: .before(decoder))
            try pipeline.addHandler(TargetHandler(telling: lines), position: .before(codec))
        } catch {
            // Without its checks a connection is not served.
            return context.close(promise: nil)
        }
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard ticker == nil else { return }
        idleAt = .now()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let tick = edge.options.tick
        ticker = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (handler, context) = bound.value
            handler.tick(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        channel = nil
    }

    private func end() {
        ticker?.cancel()
        ticker = nil
        leave()
        exchange = nil
        held = []
    }

    /// The request is not under way any more.
    func leave() {
        guard case .routes(let ticket) = exchange?.answerer else { return }
        ticket.leave()
        if let channel { edge.tickets[channel] = nil }
    }

    // MARK: What arrives

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isStarved = false
        let part = unwrapInboundIn(data)
        if let closing {
            guard case .body(let buffer) = part else { return }
            let left = closing.bytes - buffer.readableBytes
            guard left >= 0 else { return context.close(promise: nil) }
            self.closing = (closing.by, left)
        } else if exchange?.hasEnded == true {
            held.append(part)
        } else {
            take(part, context)
        }
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head): begin(head, context)
        case .body(let buffer): takeBody(buffer, context)
        case .end:
            guard exchange != nil else { return }
            exchange?.hasEnded = true
            takeEnd(part, context)
        }
    }

    /// The exchange is over: the next request's turn.
    func next(_ context: ChannelHandlerContext) {
        exchange = nil
        idleAt = .now()
        guard !held.isEmpty || isReadHeld else { return }
        // Not within the framework's write of the answer that has just ended.
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            handler.release(context)
        }
    }

    private func release(_ context: ChannelHandlerContext) {
        while exchange?.hasEnded != true, closing == nil, let part = held.popFirst() { take(part, context) }
        context.fireChannelReadComplete()
        if held.isEmpty, isReadHeld {
            isReadHeld = false
            read(context: context)
        }
    }

    func read(context: ChannelHandlerContext) {
        guard held.isEmpty else {
            isReadHeld = true
            return
        }
        isStarved = true
        context.read()
    }

    // MARK: What leaves

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let exchange, case .routes = exchange.answerer, closing == nil else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        pass(unwrapOutboundIn(data), promise, context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledAt = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    /// Closes the connection once what was written is out and the client had a moment to read it; what it
    /// still sends is dropped, for closing at once would destroy the answer on its way.
    func linger(_ context: ChannelHandlerContext, bytes: Int) {
        guard closing == nil else { return }
        closing = (.now() + edge.options.drainLimit, bytes)
        context.flush()
        context.close(mode: .output, promise: nil)
    }

    /// The date for an answer of the guard's own.
    func date() -> String { stamp.text() }
}
