// SPDX-License-Identifier: Apache-2.0
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore

// The framework's own ceiling for the benchmark: a constant of 4,400 bytes from memory, with the headers of a
// published document, and nothing else in the way.
let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: 4400)
let headers: HTTPFields = [
    .contentType: "application/json",
    .eTag: "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"",
    .cacheControl: "public, max-age=0, must-revalidate",
]
let router = Router()
router.get("/v1/publications/{pid}") { _, _ in
    Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
}
guard CommandLine.arguments.count == 2, let port = Int(CommandLine.arguments[1]) else {
    print("usage: StaticCeiling PORT")
    exit(2)
}
try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    .runService()
