// SPDX-License-Identifier: Apache-2.0
import Publication

/// `/v1/keys`: the signed list of the keys that certificates are signed with.
enum KeyRoutes {
    static let all: [Route] = [
        Route(.get, "/v1/keys", "The signed key list", scope: nil) { call in
            _ = try call.query()
            return call.conditional(
                .representation(bytes: try KeyRing(opening: call.services.keysDirectory).list.bytes)
            )
        }
    ]
}
