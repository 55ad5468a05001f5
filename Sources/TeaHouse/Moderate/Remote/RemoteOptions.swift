// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import JSON

/// Where the server is and whose token speaks; a token is never an argument, where others could read it.
struct RemoteOptions: ParsableArguments {
    @Option(help: "The server's address; else TEAHOUSE_URL, else the configuration file.")
    var url: String?

    @Option(help: "A file with the token; else TEAHOUSE_TOKEN, else the configuration file.")
    var tokenFile: String?

    @Option(
        help:
            "A credentials file of teahouse up --demo; the moderator's token is used unless --as says otherwise."
    )
    var credentials: String?

    @Option(name: .customLong("as"), help: "Whose token of --credentials to use.")
    var actor = "moderator"

    func client() throws -> RemoteClient {
        let address = url ?? EnvironmentVariable.value("TEAHOUSE_URL")
        let token = try token() ?? EnvironmentVariable.value("TEAHOUSE_TOKEN")
        // Whoever says both is not held up by a file that cannot be used.
        let settings = try address == nil || token == nil ? ClientSettings.load() : ClientSettings()
        guard let address = address ?? settings.url else {
            throw CannotRun("No server is named: use --url, TEAHOUSE_URL or \(ClientSettings.path).")
        }
        guard let base = URL(string: address), base.scheme == "http" || base.scheme == "https",
            base.host() != nil
        else {
            throw ValidationError("\(address) is not the address of a server.")
        }
        guard let token = try token ?? settings.token(for: base) else {
            throw CannotRun(
                "No token is named: use --token-file, TEAHOUSE_TOKEN or \(ClientSettings.path)."
            )
        }
        return RemoteClient(base: base, token: token)
    }

    private func token() throws -> String? {
        if let tokenFile {
            return Self.token(in: try Verify.bytes(tokenFile))
        }
        guard let credentials else { return nil }
        let json = try JSON(parsing: try Verify.bytes(credentials))
        guard let token = json[actor]?["token"]?.string else {
            throw CannotRun("\(credentials) has no token for \(actor).")
        }
        return token
    }

    /// The token that a file holds, and perhaps the end of its line.
    static func token(in bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
