// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import TestSupport
import Testing

@testable import API

/// The contract and the table of routes say the same, and what is served is what is committed.
struct ContractTests {
    private static let operations = RouteTable.all.map(\.contract)

    @Test func `no two routes have the same name`() {
        let ids = Self.operations.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `links and references lead somewhere`() throws {
        let ids = Set(Self.operations.map(\.id))
        for operation in Self.operations {
            for link in operation.links {
                #expect(ids.contains(link.operation), "\(operation.id) -> \(link.operation)")
            }
        }
        let text = String(decoding: OpenAPI.document.canonical, as: UTF8.self)
        for match in text.matches(of: /"\$ref":"#\/components\/schemas\/([A-Za-z-]+)"/) {
            let name = String(match.1)
            #expect(OpenAPI.document["components"]?["schemas"]?[name] != nil, "\(name)")
        }
    }

    @Test func `the committed document is the one that is served`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let committed = try Data(contentsOf: root.appending(path: "docs/reference/openapi.json"))
        #expect(
            try JSON(parsing: Array(committed), limits: .trusted) == OpenAPI.document,
            "run: make openapi"
        )
        try await TestApp.run { app in
            let served = try await app.client.get("/v1/openapi.json")
            #expect(served.json == OpenAPI.document)
            let again = try await app.client.get(
                "/v1/openapi.json",
                headers: ["If-None-Match": served["etag"] ?? ""]
            )
            #expect(again.status == 304)
        }
    }

    @Test func `what a list takes in its query is what the contract says`() async throws {
        try await TestApp.run { app in
            let everything = try await app.person("Ada", platform: [.moderator, .admin]).token
            // OAI-PMH says in its own words what it does not know; OAITests asks it.
            for route in RouteTable.all
            where route.method == .get && route.captures.isEmpty && route.path != "/oai" {
                let unknown = try await app.client.get(route.path + "?unknown=1", token: everything)
                #expect(unknown.code == "unknown_parameter", "\(route.path)")
                for parameter in route.contract.query.keys {
                    let known = try await app.client.get("\(route.path)?\(parameter)=%21", token: everything)
                    #expect(known.code != "unknown_parameter", "\(route.path) \(parameter)")
                }
            }
        }
    }
}
