// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging
import Telemetry

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// How much the command logs, on standard error, and in what form.
struct LogOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Option(
        help:
            "trace, debug, info, notice, warning, error or critical; info has a line a request. `serve` says info, all else notice."
    )
    var logLevel: Logger.Level?

    @Option(help: "text, or json: one object a line. `serve` says json, all else text.")
    var logFormat: Format?

    /// A logger of this level and format, unless the options say otherwise.
    func logger(level: Logger.Level = .notice, format: Format = .text) -> Logger {
        let format = logFormat ?? format
        var logger = Logger(label: "teahouse") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = logLevel ?? level
        return logger
    }
}
