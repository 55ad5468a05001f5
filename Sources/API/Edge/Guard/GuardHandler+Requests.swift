// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore
import NIOHTTPTypes

extension GuardHandler {
    /// A request's head: it is refused, answered from memory, or let through.
    func begin(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        let address = ClientAddress.of(
            head,
            from: context.remoteAddress,
            trusting: edge.options.proxies
        )
        let bearer = edge.bearers.bearer(of: head)
        let allowance = edge.rate(head, of: bearer, from: address)
        let isUpload = isUpload(head)
        exchange = Exchange(
            head,
            isUpload: isUpload,
            address: address,
            allowance: allowance,
            answerer: answerer(head, from: address, allowance) { () throws(SpentShare) in
                try Ticket(
                    edge.admission,
                    // Whether bytes are taken at all is asked first.
                    head.hasBody && !isUpload ? .transfers : .requests,
                    address: address,
                    bearer: bearer,
                    allowance: allowance,
                    regardless: Edge.isProbe(head)
                )
            },
            at: .now()
        )
        switch exchange?.answerer {
        case .routes(let ticket):
            edge.tickets[context.channel] = ticket
            if head.headerFields[.expect] != nil {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .refusal(let details):
            // A body that is on its way is not waited for.
            if head.hasBody { refuse(details, context) }
        case .memory, .done, nil: break
        }
    }

    private func answerer(
        _ head: HTTPRequest,
        from address: String?,
        _ allowance: RateLimiter.Allowance?,
        admit: () throws(SpentShare) -> Ticket
    ) -> Exchange.Answerer {
        if let details = edge.checks.refusal(head) { return .refusal(details) }
        if isHidden(head, from: address) { return .refusal(.notFound) }
        if let allowance, !allowance.isAllowed { return .refusal(allowance.refusal) }
        if let expectation = head.headerFields[.expect], expectation.lowercased() != "100-continue" {
            return .refusal(
                ProblemDetails(
                    .expectationFailed,
                    "expectation",
                    "The only expectation that is met is 100-continue."
                )
            )
        }
        switch inMemory(head) {
        case .document(let document): return .memory(document)
        case .refused(let refusal, _): return .refusal(refusal)
        case nil: break
        }
        do throws(SpentShare) {
            return .routes(try admit())
        } catch {
            return .refusal(error.refusal)
        }
    }

    /// The metrics say when confidential things were done, and to how many: they are for programs on this
    /// machine, and for whoever reaches the address for operators, which has nothing else.
    private func isHidden(_ head: HTTPRequest, from address: String?) -> Bool {
        guard !isForOperators else { return !Edge.isProbe(head) }
        return head.path?.prefix { $0 != "?" } == "/metrics" && address != nil
    }

    /// What memory has for a plain GET or HEAD of a publication.
    private func inMemory(_ head: HTTPRequest) -> RenderedPublication? {
        guard head.method == .get || head.method == .head, let target = head.path,
            let pid = edge.memoryRoute?.identifier(in: target), acceptsJSON(head),
            head.headerFields[.contentLength] == nil, head.headerFields[.transferEncoding] == nil
        else { return nil }
        return edge.publications.publication(pid)
    }

    /// Whether the canonical document is what is asked for; everything less plain is left to the route.
    private func acceptsJSON(_ head: HTTPRequest) -> Bool {
        guard let accept = head.headerFields[.accept] else { return true }
        return accept == "*/*" || accept == "application/json"
    }

    private func isUpload(_ head: HTTPRequest) -> Bool {
        guard head.method == .put, let path = head.path, let number = edge.route(.put, path) else {
            return false
        }
        return edge.routes[number].isUpload
    }

    func takeBody(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .routes = exchange?.answerer else { return }
        exchange?.windowBytes += buffer.readableBytes
        context.fireChannelRead(wrapInboundOut(.body(buffer)))
    }

    /// A request's end: what the guard answers is answered now.
    func takeEnd(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch exchange?.answerer {
        case .routes(let ticket):
            do throws(SpentShare) {
                // An upload's route does that by itself.
                if exchange?.isUpload == false, exchange?.isAnswered == false {
                    try ticket.move(to: .requests)
                }
                context.fireChannelRead(wrapInboundOut(part))
            } catch {
                // The route waits for the end and will not have it.
                exchange?.closes = true
                refuse(error.refusal, context)
            }
        case .memory(let document): serve(document, context)
        case .refusal(let details): refuse(details, context)
        case .done, nil: break
        }
    }
}
