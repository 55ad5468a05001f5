// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// A page of somebody else's cannot act for the person in front of it.
@Suite struct Abuse12 {
    @Test func `abuse 12: a form's body, a cookie and a foreign origin do nothing`() async throws {
        try await TestApp.run { app in
            let rita = try await app.person("Rita").token
            let body = (["name": "forged", "scopes": ["read"]] as JSON).canonical
            for type in [
                "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "text/plain; application/json", "application/jsonp",
            ] {
                let refused = try await app.client.send(
                    "POST",
                    "/v1/tokens",
                    token: rita,
                    body: body,
                    headers: ["Content-Type": type, "Origin": "null"]
                )
                #expect(refused.status == 415, "\(type)")
            }
            for cookie in ["token=\(rita)", "Authorization=Bearer \(rita)", "session=\(rita)"] {
                let refused = try await app.client.send(
                    "POST",
                    "/v1/tokens",
                    body: body,
                    headers: ["Cookie": cookie, "Origin": "http://evil.example"]
                )
                #expect(refused.status == 401, "\(cookie)")
            }
            let list = try await app.client.get("/v1/tokens", token: rita, headers: ["Origin": "null"])
            #expect(list.json["items"]?.array?.count == 1)
            #expect(list.headers.keys.allSatisfy { !$0.hasPrefix("access-control-") && $0 != "set-cookie" })
        }
    }
}
