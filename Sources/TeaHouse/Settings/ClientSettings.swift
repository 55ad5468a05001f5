// SPDX-License-Identifier: Apache-2.0
import Foundation
import Settings

/// The section `[client]` of a person's own file: which server, and as whom.
struct ClientSettings {
    private(set) var url: String?
    private var writtenToken: String?
    private var tokenFile: String?

    /// `$XDG_CONFIG_HOME/teahouse/config.toml`, in `~/.config` unless that says otherwise.
    static var path: String {
        let home = EnvironmentVariable.value("HOME") ?? NSHomeDirectory()
        return (EnvironmentVariable.value("XDG_CONFIG_HOME") ?? home + "/.config") + "/teahouse/config.toml"
    }

    /// Without a file, nothing is set.
    static func load() throws -> ClientSettings {
        let settings = try SettingsFile.read(path, .secret) { file in
            file.leave(section: SettingsSection.server)
            file.leave(section: SettingsSection.export)
            // Files that are older than sections have the two outside of any.
            let outside = ClientSettings(url: file.string("url"), writtenToken: file.string("token"))
            guard let inside = file.section(SettingsSection.client, { ClientSettings(&$0) }) else {
                return outside
            }
            for key in ["url", "token"] {
                file.record(
                    key,
                    "stands outside of [\(SettingsSection.client)], which is there too; move it there"
                )
            }
            return inside
        }
        return settings ?? ClientSettings()
    }

    /// The token for a server, or that of the file that is named instead; `nil` when neither is.
    ///
    /// It goes to no other server than the one that stands beside it: an address that
    /// was typed may be anybody's.
    func token(for server: URL) throws -> String? {
        guard writtenToken != nil || tokenFile != nil else { return nil }
        if let url, Self.origin(URL(string: url)) != Self.origin(server) {
            throw CannotRun(
                "The token of \(Self.path) is for the server that stands there; for another one use --token-file or TEAHOUSE_TOKEN."
            )
        }
        guard let tokenFile else { return writtenToken }
        guard let bytes = try SettingsFile.bytes(tokenFile, .secret, most: Self.longestToken) else {
            throw CannotRun("There is no \(tokenFile).")
        }
        return RemoteOptions.token(in: bytes)
    }
}

extension ClientSettings {
    /// In bytes; a token has far fewer.
    private static let longestToken = 4096

    /// The part of an address that says whose server it is.
    private static func origin(_ url: URL?) -> String? {
        guard let url, let scheme = url.scheme?.lowercased(), let host = url.host() else { return nil }
        return "\(scheme)://\(host.lowercased()):\(url.port ?? (scheme == "https" ? 443 : 80))"
    }

    private init(_ section: inout SettingsReader) {
        self.init(
            url: section.string("url"),
            writtenToken: section.string("token"),
            tokenFile: section.string("token_file")
        )
        guard let tokenFile else { return }
        if writtenToken != nil {
            section.record("token_file", "stands beside token; one of the two is enough")
        }
        // The commands are started anywhere.
        if !tokenFile.hasPrefix("/") {
            section.record("token_file", "is a path from the root, as /home/ada/token")
        }
    }
}
