// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Publication

/// `/v1/keys`: the signed list of the keys that certificates are signed with.
enum KeyRoutes {
    static let routes: [Route] = [
        .open("/v1/keys", "The signed key list", .read("getKeys", .publications, .document)) { call in
            let keys = try KeyRing(opening: call.services.keysDirectory)
            var answer = Answer.representation(bytes: keys.list.bytes)
            answer.headers[.cacheControl] = "public, max-age=60"
            return answer
        }
    ]
}
