// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird

/// Builds what answers every request from the table of routes.
package func makeResponder(_ services: Services) -> RouterResponder<AppContext> {
    let router = Router(context: AppContext.self)
    let routes = RouteTable.all
    router.add(middleware: EdgeMiddleware(routes: routes))
    for route in routes {
        for method in route.method.served {
            router.on(RouterPath(route.path), method: method) { request, context in
                // The trie takes `//` and a trailing slash for the same path; we do not.
                guard isCanonical(request.uri.path) else { throw ProblemDetails.notFound }
                switch try await route.handler(Call(services: services, request: request, context: context)) {
                case .answer(let answer): return answer.response(isHead: method == .head)
                case .stream(let response): return response
                }
            }
        }
    }
    return router.buildResponder()
}

/// Whether a path has no empty segment, neither between two slashes nor at its end.
private func isCanonical(_ path: String) -> Bool {
    var last: UInt8 = 0
    for byte in path.utf8 {
        if byte == UInt8(ascii: "/"), last == byte { return false }
        last = byte
    }
    return last != UInt8(ascii: "/")
}
