// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Settings

/// A setting that says in a file what an option says on the command line.
///
/// It has no name of its own: the options of a command are asked for theirs.
struct OptionSetting {
    enum Kind {
        case text
        case wholeNumber
        case texts
        case flag
        /// One of these words.
        case choice([String])
    }

    /// The option's long name, without its dashes.
    let option: String
    let kind: Kind

    /// `public_url` for `--public-url`.
    var key: String { String(option.map { $0 == "-" ? "_" : $0 }) }

    /// Flags that are meant for one start, and no setting.
    private static let momentary: Set = ["json", "demo", "start-anew", "accept-lost-files"]

    /// Every option that a command takes and that may be a setting, but for the one that names the file.
    static func all(of arguments: any ParsableArguments.Type) -> [OptionSetting] {
        // A file names no further one.
        if arguments is SettingsArguments.Type { return [] }
        return Mirror(reflecting: arguments.init()).children.flatMap { label, value -> [OptionSetting] in
            if let group = value as? any ArgumentGroup { return all(of: type(of: group).arguments) }
            guard let option = value as? any ValueOption, let kind = type(of: option).kind, let label else {
                return []
            }
            let long = name(of: label)
            return momentary.contains(long) ? [] : [OptionSetting(option: long, kind: kind)]
        }
    }

    /// What the file says, as the option's values in turn; `nil` when it says nothing or nothing valid.
    func values(_ reader: inout SettingsReader) -> [String]? {
        switch kind {
        case .text: reader.string(key).map { [$0] }
        case .wholeNumber: reader.integer(key).map { [String($0)] }
        case .texts: reader.strings(key)
        case .flag: reader.boolean(key).map { $0 ? [""] : [] }
        case .choice(let words): reader.choice(key, of: words).map { [$0] }
        }
    }

    /// The variable that says the same.
    var variable: String { "TEAHOUSE_" + key.uppercased() }

    /// What the variable says, as the option's values in turn; `nil` when it is not set.
    func valuesOfVariable() throws -> [String]? {
        guard let text = EnvironmentVariable.value(variable) else { return nil }
        switch kind {
        case .text, .wholeNumber, .choice: return [text]
        case .texts: return text.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init)
        case .flag:
            guard ["true", "false"].contains(text) else {
                throw CannotRun("\(variable) is true or false.")
            }
            return text == "true" ? [""] : []
        }
    }

    /// A value as it is typed.
    func typed(_ value: String) -> String {
        if case .flag = kind { return "--\(option)" }
        return "--\(option)=\(value)"
    }

    /// Whether a command takes the option that names a file.
    static func takesFile(_ arguments: any ParsableArguments.Type) -> Bool {
        if arguments is SettingsArguments.Type { return true }
        return Mirror(reflecting: arguments.init()).children.contains { _, value in
            (value as? any ArgumentGroup).map { takesFile(type(of: $0).arguments) } ?? false
        }
    }

    /// The long name that the parser gives the option of a property: `public-url` for
    /// the wrapper `_publicUrl`.
    private static func name(of label: String) -> String {
        label.drop { $0 == "_" }.reduce(into: "") { name, letter in
            name += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
        }
    }
}

/// An option, of whichever type its value is.
private protocol ValueOption {
    /// `nil` for a value that no setting can say.
    static var kind: OptionSetting.Kind? { get }
}

extension Option: ValueOption {
    fileprivate static var kind: OptionSetting.Kind? {
        switch Value.self {
        case is String.Type, is String?.Type: .text
        case is Int.Type, is Int?.Type: .wholeNumber
        case is [String].Type: .texts
        case let choice as any OptionalChoice.Type where !choice.words.isEmpty: .choice(choice.words)
        default: nil
        }
    }
}

extension ArgumentParser.Flag: ValueOption {
    fileprivate static var kind: OptionSetting.Kind? { Value.self == Bool.self ? .flag : nil }
}

/// An optional value that may be one of few words.
private protocol OptionalChoice {
    /// None where any word will do.
    static var words: [String] { get }
}

extension Optional: OptionalChoice where Wrapped: ExpressibleByArgument {
    fileprivate static var words: [String] { Wrapped.allValueStrings }
}

/// Options that several commands take.
private protocol ArgumentGroup {
    static var arguments: any ParsableArguments.Type { get }
}

extension OptionGroup: ArgumentGroup {
    fileprivate static var arguments: any ParsableArguments.Type { Value.self }
}
