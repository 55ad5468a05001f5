// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

@testable import API

/// What the guard takes for an address that memory may answer for.
struct MemoryRouteTests {
    private let pid = PID(kind: .publication, bits: 77)

    @Test func `one route is answered from memory, and its addresses are found`() throws {
        let marked = RouteTable.all.filter { $0.memoryKind != nil }
        #expect(marked.map(\.path) == ["/v1/publications/{pid}"])
        let route = try #require(MemoryRoute(RouteTable.all))
        #expect(RouteTable.all[route.number].path == "/v1/publications/{pid}")
        #expect(route.identifier(in: "/v1/publications/\(pid)") == pid)
        #expect(MemoryRoute([]) == nil)
    }

    @Test func `every other address is left to the routes`() throws {
        let route = try #require(MemoryRoute(RouteTable.all))
        let finding = PID(kind: .finding, bits: 77)
        for target in [
            "", "/", "/v1/publications", "/v1/publications/", "/v1/publications/\(pid)/",
            "/v1/publications/\(pid)?", "/v1/publications/\(pid)/files", "/v1/publications/\(finding)",
            "/v1/publications/pu-0000000000", "/v1/publications//\(pid)", "/v1/findings/\(pid)",
            "/V1/publications/\(pid)", "x/v1/publications/\(pid)",
        ] {
            #expect(route.identifier(in: target) == nil, "\(target)")
        }
    }
}
