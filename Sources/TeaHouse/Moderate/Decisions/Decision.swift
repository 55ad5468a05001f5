// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON

/// What every decision needs: a reason, a yes, and a server.
struct Decision: ParsableArguments {
    @Option(help: "Why; those concerned read it.", transform: Arguments.reason) var reason: String
    @ArgumentParser.Flag(help: "Say what would be done, and do nothing.") var dryRun = false
    @ArgumentParser.Flag(help: "Do not ask for confirmation.") var yes = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    /// What is read of a thing to say which state of it is meant.
    enum Reading {
        /// The thing itself.
        case whole
        /// A publication's certificate, which is there also while the publication is hidden; it names the
        /// document, and so the publication's tag.
        case certificate
    }

    /// Reads the case, asks, and does `action` to exactly what was read; `told` puts in words what came of
    /// it, where that is no outcome like others.
    func carryOut(
        _ action: Action,
        on name: CaseName,
        reading: Reading = .whole,
        adding members: [String: JSON] = [:],
        told: ((JSON) -> String)? = nil
    ) async throws {
        let client = try remote.client()
        let found = try await client.get(reading == .whole ? name.path : "\(name.path)/certificate")
        try name.require(found.json)
        let etag =
            switch reading {
            case .whole: found.etag
            case .certificate: found.json["certificate"]?["document"]?.string.map { "\"\($0)\"" }
            }
        let title = found.json["title"]?.string.map { " (\($0.harmless))" } ?? ""
        if dryRun { return Terminal.print("Would \(action.rawValue) \(name)\(title).") }
        if !yes { try Terminal.confirm("\(action.rawValue) \(name)\(title)?") }
        var body = members
        body["reason"] = .string(reason)
        let result = try await client.post(
            "\(name.path)/actions/\(action.rawValue)",
            .object(body),
            matching: etag
        )
        output.show(result.json, told?(result.json) ?? Outcome.text(action, result.json))
    }
}
