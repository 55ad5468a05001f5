// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// Finds the route that a method and a path mean, segment by segment.
///
/// A path is taken as it is: an empty segment, a trailing slash or an escaped literal is another path, which
/// nothing serves. A literal goes before a capture.
package struct RouteIndex: Sendable {
    package enum Match: Sendable {
        /// The route's place in the table, and what the path has at its captures, still escaped.
        case route(Int, [Substring])
        /// The path is known, the method is not; the value of `Allow`.
        case otherMethods(String)
        case unknown
    }

    private struct Node: Sendable {
        var literals: [Substring: Int] = [:]
        var capture: Int?
        var routes: [HTTPRequest.Method: Int] = [:]
        var allow = ""
    }

    private var nodes = [Node()]

    package init(_ routes: [Route]) {
        for (number, route) in routes.enumerated() {
            var node = 0
            for segment in route.path.split(separator: "/") { node = child(of: node, segment) }
            for method in route.method.served { nodes[node].routes[method] = number }
            nodes[node].allow = nodes[node].routes.keys.map(\.rawValue).sorted().joined(separator: ", ")
        }
    }

    private mutating func child(of node: Int, _ segment: Substring) -> Int {
        let isCapture = segment.hasPrefix("{")
        if let known = isCapture ? nodes[node].capture : nodes[node].literals[segment] { return known }
        nodes.append(Node())
        if isCapture {
            nodes[node].capture = nodes.count - 1
        } else {
            nodes[node].literals[segment] = nodes.count - 1
        }
        return nodes.count - 1
    }

    /// `path` without its query.
    package func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        guard path.first == "/" else { return .unknown }
        var node = nodes[0]
        var captures: [Substring] = []
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if let literal = node.literals[segment] {
                node = nodes[literal]
            } else if let capture = node.capture, !segment.isEmpty {
                captures.append(segment)
                node = nodes[capture]
            } else {
                return .unknown
            }
        }
        if let number = node.routes[method] { return .route(number, captures) }
        return node.routes.isEmpty ? .unknown : .otherMethods(node.allow)
    }
}
