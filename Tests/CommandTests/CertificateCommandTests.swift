// SPDX-License-Identifier: Apache-2.0
import JSON
import Server
import TestSupport
import Testing

/// What operators and moderators see of a certificate that could not be issued, and do about it.
@Suite struct CertificateCommandTests {
    @Test func `doctor names it, moderate shows it, and admin has it tried again`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.stuckCertificate()
            let name = "\(fixture.finding)/1"
            let address = ["--database-url", app.conninfo.description]
            func trouble() async throws -> String? {
                let result = try await CommandLineTool.run(["doctor", "--json"] + address)
                let checks = result.json["checks"]?.array ?? []
                return checks.first { $0["check"]?.string == "certificates issued" }?["trouble"]?.string
            }
            func retry(_ version: String) async throws -> CommandLineTool.Result {
                let command = ["admin", "certificate", "retry", version, "--reason", "Mended."]
                return try await CommandLineTool.run(command + address)
            }
            #expect(try await trouble()?.hasPrefix("\(name): The document cannot be published") == true)
            let queue = try await app.moderate("queue", as: fixture.data.moderator)
            #expect(queue.output.contains("an administrator: certificate"), "\(queue.output)")
            let shown = try await app.moderate("show", name, as: fixture.data.moderator)
            #expect(shown.output.contains("certificate  failed: The document cannot"), "\(shown.output)")

            try await app.mendNames(of: fixture)
            let retried = try await retry(name)
            #expect(retried.code == 0, "\(retried.error)")
            #expect(retried.output == "The certificate of \(name) is tried again.\n")
            _ = try await app.publication(of: fixture)
            #expect(try await trouble() == nil)
            #expect(try await retry(name).code == 1)
            #expect(try await retry("\(fixture.finding)/7").code == 1)
            #expect(try await retry(fixture.finding).code == 2)
        }
    }
}
