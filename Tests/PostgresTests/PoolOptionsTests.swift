// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Postgres

struct PoolOptionsTests {
    @Test func `a password is in no description`() {
        let options = PoolOptions(conninfo: "host=db password=hunter2", applicationName: "web")
        var dumped = ""
        dump(options, to: &dumped)
        for text in ["\(options)", "\([options])", String(reflecting: options), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("web"))
        }
    }
}
