// SPDX-License-Identifier: Apache-2.0
import Domain
import Store
import TestSupport
import Testing

/// What a person's suspension takes away, and from when.
@Suite struct SuspensionTests {
    @Test func `a suspended person is refused at the next request, and let in again when resumed`()
        async throws
    {
        try await TestApp.run { app in
            let (ada, token) = try await app.person("Ada")
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
            try await app.asSuperuser { db in
                try db.move(Subject(ada.id, PersonState.active), .suspend)
            }
            #expect(try await app.client.get("/v1/me", token: token).status == 401)
            #expect(try await app.client.get("/v1/problems", token: token).status == 401)
            try await app.asSuperuser { db in
                try db.move(Subject(ada.id, PersonState.suspended), .resume)
            }
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
        }
    }
}
