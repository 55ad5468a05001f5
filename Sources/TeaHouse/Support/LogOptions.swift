// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// How much the command tells of its doings, on standard error.
struct LogOptions: ParsableArguments {
    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .notice

    func logger() -> Logger {
        var logger = Logger(label: "teahouse") { label in StreamLogHandler.standardError(label: label) }
        logger.logLevel = logLevel
        return logger
    }
}
