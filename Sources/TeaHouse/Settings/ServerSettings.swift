// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Settings

/// The section `[server]` of the file that `--config` names.
///
/// What it says is put before the parser as if it had been typed, so that names, defaults and checks of
/// options are declared once. An option that was typed takes the place of its setting, as does an environment
/// variable that an option yields to.
struct ServerSettings {
    /// The commands that take `--config`, and what the file may say to each.
    private static let settings = [
        "serve": OptionSetting.all(of: Serve.self), "up": OptionSetting.all(of: Up.self),
    ]
    /// The variables that are asked before the file is.
    private static let variables = [
        "database-url": DatabaseOptions.variable, "platform-database-url": DatabaseOptions.platformVariable,
    ]

    private struct Said {
        let setting: OptionSetting
        let line: Int
        let values: [String]
    }

    private let path: String
    private let typed: [String]
    /// What the file says that nobody said otherwise, in the order of lines.
    private let said: [Said]

    /// Parses a command line with the file that it names, if it names one.
    static func command(_ typed: [String]) throws -> any ParsableCommand {
        guard let settings = try ServerSettings(typed) else { return try TeaHouse.parseAsRoot(typed) }
        return try settings.command()
    }

    /// `nil` for a command line that names no file.
    private init?(_ typed: [String]) throws {
        guard let command = typed.first, Self.settings[command] != nil, let path = Self.path(in: typed) else {
            return nil
        }
        let said = try SettingsFile.read(path, .shared) { file in
            file.leave(section: SettingsSection.client)
            return file.section(SettingsSection.server) { Self.read(command, &$0) } ?? []
        }
        guard let said else { throw CannotRun("There is no \(path).") }
        self.path = path
        self.typed = typed
        self.said = said.filter { said in
            let option = said.setting.option
            return Self.values(of: option, in: typed).isEmpty
                && Self.variables[option].flatMap(EnvironmentVariable.value) == nil
        }
    }

    private static func read(_ command: String, _ section: inout SettingsReader) -> [Said] {
        let said = (settings[command] ?? []).compactMap { setting -> Said? in
            guard let values = setting.values(&section), let line = section.line(of: setting.key) else {
                return nil
            }
            return Said(setting: setting, line: line, values: values)
        }
        let own = Set((settings[command] ?? []).map(\.key))
        for (other, settings) in settings {
            for setting in settings where !own.contains(setting.key) {
                section.record(setting.key, "is for teahouse \(other)")
            }
        }
        return said.sorted { $0.line < $1.line }
    }

    private func command() throws -> any ParsableCommand {
        let options = said.flatMap { said in said.values.map { "--\(said.setting.option)=\($0)" } }
        do {
            return try TeaHouse.parseAsRoot(Array(typed.prefix(1) + options + typed.dropFirst()))
        } catch  where TeaHouse.exitCode(for: error) == .validationFailure {
            // What was typed may be wrong by itself, which says more.
            _ = try TeaHouse.parseAsRoot(typed)
            throw CannotRun(complaint(TeaHouse.message(for: error)))
        }
    }

    /// What the parser says of an option, with the line that stands for it.
    private func complaint(_ message: String) -> String {
        let words = Set(message.split { !$0.isLetter && $0 != "-" })
        let places = said.filter { words.contains("--\($0.setting.option)") }
            .map { "\($0.setting.key) is on line \($0.line)" }
        return "\(path): \(message)" + (places.isEmpty ? "" : " (\(places.joined(separator: ", ")))")
    }

    /// The file that was typed last, as the parser would have it.
    private static func path(in typed: [String]) -> String? {
        values(of: SettingsArguments.name, in: typed).last
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
