// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import JSON
import NIOCore
import NIOHTTPTypes

extension GuardHandler {
    /// One part of an answer from the routes.
    func pass(_ part: HTTPResponsePart, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext)
    {
        switch part {
        case .head(var response):
            guard response.status.kind != .informational, let begun = exchange,
                case .routes(let ticket) = begun.answerer
            else { break }
            do throws(SpentShare) {
                try send(response, ticket)
            } catch {
                exchange?.closes = true
                promise?.fail(ChannelError.ioOnClosedChannel)
                return refuse(error.refusal, context)
            }
            exchange?.isAnswered = true
            if response.status == .unauthorized { edge.failed(begun.head, at: begun.address) }
            (ticket.allowance ?? begun.allowance)?.write(to: &response.headerFields)
            if exchange?.hasEnded == false || edge.isDraining {
                exchange?.closes = true
                response.headerFields[.connection] = "close"
            }
            context.write(wrapOutboundOut(.head(response)), promise: promise)
            return
        case .body:
            // A HEAD's answer is a GET's without the body, which would be read as the next answer.
            guard exchange?.head.method == .head else { break }
            promise?.succeed()
            return
        case .end:
            context.write(wrapOutboundOut(part), promise: promise)
            leave()
            exchange?.answerer = .done
            if exchange?.closes == true {
                linger(context, bytes: exchange?.hasEnded == true ? 0 : edge.options.drainBytes)
            } else {
                next(context)
            }
            return
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    /// The work is done, and the answer waits for its client: that needs room where it is large.
    private func send(_ response: HTTPResponse, _ ticket: Ticket) throws(SpentShare) {
        let length = response.headerFields[.contentLength].flatMap(Int64.init) ?? .max
        let isSmall = exchange?.head.method == .head || length < edge.options.transferBytes
        try ticket.move(to: .transfers, regardless: isSmall)
    }

    /// A document from memory.
    func serve(_ document: RenderedDocument, _ context: ChannelHandlerContext) {
        guard let exchange else { return }
        let (status, fields, body) = document.answer(to: exchange.head)
        answer(status, fields, body, context)
    }

    /// A refusal in the guard's own words.
    func refuse(_ details: ProblemDetails, _ context: ChannelHandlerContext) {
        guard exchange != nil else { return }
        edge.metrics.reached(details.limit)
        let requestID = RequestID.next()
        var (fields, body) = details.rendered(instance: requestID)
        fields[.contentLength] = String(body.readableBytes)
        answer(details.status, fields, body, requestID: requestID, context)
    }

    private func answer(
        _ status: HTTPResponse.Status,
        _ fields: HTTPFields,
        _ body: ByteBuffer?,
        requestID: String = RequestID.next(),
        _ context: ChannelHandlerContext
    ) {
        guard var exchange else { return }
        var fields = fields
        fields[.requestID] = requestID
        fields[.xContentTypeOptions] = "nosniff"
        fields[.date] = date()
        exchange.allowance?.write(to: &fields)
        let closes =
            !exchange.hasEnded || exchange.closes || edge.isDraining || status == .badRequest
            || status == .notImplemented
            || exchange.head.headerFields[.connection]?.lowercased() == "close"
        if closes { fields[.connection] = "close" }
        leave()
        edge.answered(exchange, status, requestID: requestID)
        exchange.answerer = .done
        self.exchange = exchange
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: fields))),
            promise: nil
        )
        if let body, exchange.head.method != .head {
            context.write(wrapOutboundOut(.body(body)), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if closes {
            linger(context, bytes: exchange.hasEnded ? 0 : edge.options.drainBytes)
        } else {
            next(context)
        }
    }
}
