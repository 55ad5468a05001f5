// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import API

struct TraceContextTests {
    private let trace = "0af7651916cd43dd8448eb211c80319c"

    @Test func `a well-formed field names its trace, also one of a later version`() {
        #expect(TraceContext(traceparent: "00-\(trace)-b7ad6b7169203331-01")?.traceID == trace)
        #expect(TraceContext(traceparent: "cc-\(trace)-b7ad6b7169203331-01-more")?.traceID == trace)
    }

    @Test(arguments: [
        nil, "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    ])
    func `anything else names none`(field: String?) {
        #expect(TraceContext(traceparent: field)?.traceID == nil)
    }
}
