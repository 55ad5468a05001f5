// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The option that names a server's file of settings; ``ServerSettings`` reads it before the
/// other options are parsed.
struct SettingsArguments: ParsableArguments {
    /// The option's long name.
    static let name = "config"

    @Option(
        name: .customLong(name),
        help: ArgumentHelp(
            "A file of settings (TOML): port under [server] stands for --port, and so on, as does TEAHOUSE_PORT, where that is not given.",
            valueName: "file"
        )
    )
    var file: String?
}
