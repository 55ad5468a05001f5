// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON

/// How the command prints its result.
///
/// A command that has these has ``LogOptions`` beside them and not within: a debug build of the parser checks
/// a group within a group several times as often, at every start of the program.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.") var json = false

    func show(_ value: JSON, _ text: @autoclosure () -> String) {
        Terminal.print(json ? String(decoding: value.canonical, as: UTF8.self) : text())
    }
}
