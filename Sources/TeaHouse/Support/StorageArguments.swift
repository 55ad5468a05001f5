// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Jobs
import Server

/// How the disk of the files is kept.
struct StorageArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What of the files' disk stays free, for the database and the log; uploads are refused before.",
            valueName: "MiB"
        )
    )
    var freeReserve = 1024

    @Option(
        help: ArgumentHelp(
            "How long stored bytes are kept that nothing names any longer; not shorter than backups are.",
            valueName: "days"
        )
    )
    var retiredDays = Sweep.usualDays

    func validate() throws {
        guard (0...1_048_576).contains(freeReserve) else {
            throw ValidationError("--free-reserve is a number from 0 to 1048576.")
        }
        guard (1...3650).contains(retiredDays) else {
            throw ValidationError("--retired-days is a number from 1 to 3650.")
        }
    }

    var options: StorageOptions {
        var options = StorageOptions()
        options.reserve = Int64(freeReserve) << 20
        options.retiredDays = retiredDays
        return options
    }
}
