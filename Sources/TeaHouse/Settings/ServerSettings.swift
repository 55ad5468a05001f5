// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Settings

/// What stands for options that were not typed: variables of the environment, and the sections `[server]` and
/// `[export]` of the file that `--config` names.
///
/// It is put before the parser as if it had been typed, so that names, defaults and checks of options are
/// declared once. An option that was typed comes before its variable, and that before the file.
struct ServerSettings {
    private struct Said {
        let setting: OptionSetting
        /// Where, for complaints.
        let place: String
        let line: Int
        let values: [String]
    }

    /// The file, where one is named.
    private let path: String?
    private let typed: [String]
    /// How many words name the command.
    private let depth: Int
    /// What nobody typed, in the order of lines.
    private let said: [Said]

    /// Parses a command line with what stands for its options.
    static func command(_ typed: [String]) throws -> any ParsableCommand {
        guard let settings = try ServerSettings(typed) else { return try TeaHouse.parseAsRoot(typed) }
        return try settings.command()
    }

    /// `nil` for a command that takes none of this.
    private init?(_ typed: [String]) throws {
        let (command, depth) = Self.command(in: typed)
        guard OptionSetting.takesFile(command) else { return nil }
        let settings = Self.settings(of: command)
        let path =
            Self.values(of: SettingsArguments.name, in: typed).last
            ?? EnvironmentVariable.value("TEAHOUSE_CONFIG")
        var said = try settings.compactMap { setting -> Said? in
            // Its own options decide between this variable and --state.
            if Self.addresses.contains(setting.option) { return nil }
            guard let values = try setting.valuesOfVariable() else { return nil }
            return Said(
                setting: setting,
                place: "\(setting.key) is \(setting.variable)",
                line: 0,
                values: values
            )
        }
        if let path {
            let known = Set(said.map(\.setting.option))
            said += try Self.file(path, command).filter { !known.contains($0.setting.option) }
        }
        self.path = path
        self.typed = typed
        self.depth = depth
        let untyped = said.filter { said in
            let option = said.setting.option
            if Self.values(of: option, in: typed).isEmpty == false || Self.isTyped(option, typed) {
                return false
            }
            return !Self.addresses.contains(option) || EnvironmentVariable.value(said.setting.variable) == nil
        }
        self.said = untyped + Self.address(untyped, settings, typed)
    }

    /// The options whose variables are asked by ``DatabaseOptions``.
    private static let addresses: Set = ["database-url", "platform-database-url"]

    /// The variable's address, where a folder that nobody typed would hide it.
    private static func address(_ said: [Said], _ settings: [OptionSetting], _ typed: [String]) -> [Said] {
        guard said.contains(where: { $0.setting.option == "state" }),
            !said.contains(where: { $0.setting.option == "database-url" }),
            values(of: "database-url", in: typed).isEmpty,
            let setting = settings.first(where: { $0.option == "database-url" }),
            let value = EnvironmentVariable.value(setting.variable)
        else { return [] }
        return [Said(setting: setting, place: "", line: 0, values: [value])]
    }

    /// What a command may be told so: everything for those that units start, and for all others what they
    /// have in common with these.
    private static func settings(of command: any ParsableCommand.Type) -> [OptionSetting] {
        let own = OptionSetting.all(of: command)
        if units.contains(where: { $0 == command }) { return own }
        let common = Set(units.flatMap { OptionSetting.all(of: $0) }.map(\.option))
        return own.filter { common.contains($0.option) }
    }

    private static let units: [any ParsableCommand.Type] = [Serve.self, Up.self, Export.self]

    private static func file(_ path: String, _ command: any ParsableCommand.Type) throws -> [Said] {
        let said = try SettingsFile.read(path, .shared) { file in
            file.leave(section: SettingsSection.client)
            let server = file.section(SettingsSection.server) { serverSection(&$0, for: command) } ?? []
            guard command == Export.self else {
                file.leave(section: SettingsSection.export)
                return server
            }
            let export =
                file.section(SettingsSection.export) { read(OptionSetting.all(of: command), &$0) } ?? []
            let known = Set(export.map(\.setting.option))
            return server.filter { !known.contains($0.setting.option) } + export
        }
        guard let said else { throw CannotRun("There is no \(path).") }
        return said
    }

    /// The server's section: all of it for a server, and for every other command what that takes as well.
    private static func serverSection(_ section: inout SettingsReader, for command: any ParsableCommand.Type)
        -> [Said]
    {
        let servers: [any ParsableCommand.Type] = [Serve.self, Up.self]
        let own = servers.contains { $0 == command } ? OptionSetting.all(of: command) : settings(of: command)
        let keys = Set(own.map(\.key))
        let said = read(own, &section)
        for other in servers {
            for setting in OptionSetting.all(of: other) where !keys.contains(setting.key) {
                if servers.contains(where: { $0 == command }) {
                    section.record(setting.key, "is for teahouse \(other._commandName)")
                } else {
                    _ = setting.values(&section)
                }
            }
        }
        return said.sorted { $0.line < $1.line }
    }

    private static func read(_ settings: [OptionSetting], _ section: inout SettingsReader) -> [Said] {
        settings.compactMap { setting in
            guard let values = setting.values(&section), let line = section.line(of: setting.key) else {
                return nil
            }
            return Said(
                setting: setting,
                place: "\(setting.key) is on line \(line)",
                line: line,
                values: values
            )
        }
    }

    private func command() throws -> any ParsableCommand {
        let options = said.flatMap { said in said.values.map(said.setting.typed) }
        do {
            return try TeaHouse.parseAsRoot(Array(typed.prefix(depth) + options + typed.dropFirst(depth)))
        } catch  where TeaHouse.exitCode(for: error) == .validationFailure {
            // What was typed may be wrong by itself, which says more.
            _ = try TeaHouse.parseAsRoot(typed)
            throw CannotRun(complaint(TeaHouse.message(for: error)))
        }
    }

    /// What the parser says of an option, with the line or the variable that stands for it.
    private func complaint(_ message: String) -> String {
        let words = Set(message.split { !$0.isLetter && $0 != "-" })
        let places = said.filter { words.contains("--\($0.setting.option)") && !$0.place.isEmpty }.map(
            \.place
        )
        return (path.map { "\($0): " } ?? "") + message
            + (places.isEmpty ? "" : " (\(places.joined(separator: ", ")))")
    }

    /// The command that the words name, and how many of them do.
    private static func command(in typed: [String]) -> (any ParsableCommand.Type, Int) {
        var command: any ParsableCommand.Type = TeaHouse.self
        for (depth, word) in typed.enumerated() {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word })
            else {
                return (command.configuration.defaultSubcommand ?? command, depth)
            }
            command = next
        }
        return (command, typed.count)
    }

    private static func isTyped(_ option: String, _ typed: [String]) -> Bool {
        typed.prefix { $0 != "--" }.contains { $0 == "--\(option)" || $0.hasPrefix("--\(option)=") }
    }

    /// The values that an option was given; what is no value is left to the parser to refuse.
    private static func values(of option: String, in typed: [String]) -> [String] {
        let words = typed.prefix { $0 != "--" }
        return words.indices.compactMap { index in
            let word = words[index]
            if word.hasPrefix("--\(option)=") { return String(word.dropFirst(option.count + 3)) }
            guard word == "--\(option)", let next = words[(index + 1)...].first else { return nil }
            return next.hasPrefix("-") && next != "-" ? nil : next
        }
    }
}
