// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Publication

/// `/v1/keys`: the signed list of the keys that certificates are signed with.
enum KeyRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/keys", "The signed key list", scope: nil) { call in
            _ = try call.query()
            var answer = Answer.representation(
                bytes: try KeyRing(opening: call.services.keysDirectory).list.bytes
            )
            answer.headers[.cacheControl] = "public, max-age=60"
            return call.conditional(answer)
        }
    ]
}
