// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON

/// What every decision needs: a reason, a yes, and a server.
struct Decision: ParsableArguments {
    @Option(help: "Why; those concerned read it.", transform: Arguments.reason) var reason: String
    @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
    @Flag(help: "Do not ask for confirmation.") var yes = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    /// Reads `subject`, asks, and does `event` to exactly what was read.
    func carryOut(
        _ event: String,
        on subject: String,
        actionsAt actions: String? = nil,
        adding members: [String: JSON] = [:]
    ) async throws {
        let client = try remote.client()
        let found = try await client.get(subject)
        let name = found.json["title"]?.string ?? subject
        if dryRun { return Terminal.print("Would \(event) \(subject) (\(name)).") }
        if !yes { try Terminal.confirm("\(event) \(subject) (\(name))?") }
        var body = members
        body["reason"] = .string(reason)
        let result = try await client.post(
            "\(actions ?? subject)/actions/\(event)",
            .object(body),
            matching: found.etag
        )
        let state = result.json["state"]?.string
        output.show(result.json, "\(event): done" + (state.map { "; it is now \($0)." } ?? "."))
    }
}
