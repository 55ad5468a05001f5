// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The request context of every route.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Names the request in its answer, in problem details and in the log.
    package let requestID: String
    /// The connection that the request came by.
    let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        requestID = source.logger[metadataKey: "hb.request.id"]?.description ?? "unknown"
    }

    /// The trace that the request belongs to, when its caller says so.
    func trace(of request: Request) -> String? {
        TraceContext(traceparent: request.headers[.traceparent])?.traceID
    }
}
