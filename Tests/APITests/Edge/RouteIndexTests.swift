// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Testing

@testable import API

struct RouteIndexTests {
    private let index = RouteIndex(RouteTable.all)

    @Test func `every route is found by its own method and path, and no two are the same`() {
        var seen: Set<String> = []
        for (number, route) in RouteTable.all.enumerated() {
            #expect(
                seen.insert("\(route.method.rawValue) \(route.path)").inserted,
                "\(route.path) is there twice"
            )
            let path = route.path.split(separator: "/").map { $0.hasPrefix("{") ? "x" : $0 }.joined(
                separator: "/"
            )
            guard
                case .route(let found, let captures) = index.match(
                    route.method.served[0],
                    Substring("/" + path)
                )
            else {
                Issue.record("\(route.method.rawValue) \(route.path) is not found")
                continue
            }
            #expect(found == number)
            #expect(captures.count == route.captures.count)
        }
    }

    @Test(arguments: [
        "", "/", "x", "/v1", "/v1/", "/v1//findings", "/v1/findings/", "/v1/findings//versions",
        "/V1/findings",
    ])
    func `a path that is written otherwise is unknown`(path: String) {
        guard case .unknown = index.match(.get, Substring(path)) else {
            Issue.record("\(path) is known")
            return
        }
    }

    @Test func `other methods are named`() {
        guard case .otherMethods(let allow) = index.match(.delete, "/v1/problems") else {
            Issue.record("no methods")
            return
        }
        #expect(allow == "GET, HEAD, POST")
    }
}
