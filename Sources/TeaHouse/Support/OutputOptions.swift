// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON

/// How the command prints its result.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.") var json = false
    @OptionGroup var log: LogOptions

    func show(_ value: JSON, _ text: @autoclosure () -> String) {
        Terminal.print(json ? String(decoding: value.canonical, as: UTF8.self) : text())
    }
}
