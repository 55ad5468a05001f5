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
        let environment = ProcessInfo.processInfo.environment
        let file = try ConfigurationFile.load()
        guard let address = url ?? environment["TEAHOUSE_URL"] ?? file["url"] else {
            throw CannotRun("No server is named: use --url, TEAHOUSE_URL or \(ConfigurationFile.path).")
        }
        guard let base = URL(string: address), base.scheme == "http" || base.scheme == "https",
            base.host() != nil
        else {
            throw ValidationError("\(address) is not the address of a server.")
        }
        guard let token = try token() ?? environment["TEAHOUSE_TOKEN"] ?? file["token"] else {
            throw CannotRun(
                "No token is named: use --token-file, TEAHOUSE_TOKEN or \(ConfigurationFile.path)."
            )
        }
        return RemoteClient(base: base, token: token)
    }

    private func token() throws -> String? {
        if let tokenFile {
            return String(decoding: try Verify.bytes(tokenFile), as: UTF8.self).trimmingCharacters(
                in: .whitespacesAndNewlines
            )
        }
        guard let credentials else { return nil }
        let json = try JSON(parsing: try Verify.bytes(credentials))
        guard let token = json[actor]?["token"]?.string else {
            throw CannotRun("\(credentials) has no token for \(actor).")
        }
        return token
    }
}

/// `~/.config/teahouse/config.toml` with the lines `url = "…"` and `token = "…"`; only its owner may read it.
enum ConfigurationFile {
    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "") + "/.config"
        return folder + "/teahouse/config.toml"
    }

    static func load() throws -> [String: String] {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return [:] }
        guard let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0 else {
            throw CannotRun("\(path) may be read by others; run: chmod 600 \(path)")
        }
        var values: [String: String] = [:]
        for line in String(decoding: try Verify.bytes(path), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2, !parts[0].hasPrefix("#") else { continue }
            values[parts[0]] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return values
    }
}
