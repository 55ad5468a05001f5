// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Logging

/// The request context of every route.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Names the request in its answer, in problem details and in the log.
    package let requestID: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = source.logger[metadataKey: "hb.request.id"]?.description ?? "unknown"
    }

    /// The trace that the request belongs to, when its caller says so.
    func trace(of request: Request) -> String? {
        TraceContext(traceparent: request.headers[.traceparent])?.traceID
    }
}
