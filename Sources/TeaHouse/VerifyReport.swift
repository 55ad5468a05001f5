// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Publication

/// `teahouse verify report`: an anonymity report against the platform's signature.
struct VerifyReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Check that the platform measured a release and made this report.",
        discussion: """
            Needs no network and no database. The report and its attestation are those of GET /v1/datasets/{pid}/releases/{number}/report and
            …/report/attestation.

            Example:  teahouse verify report report.json --attestation attestation.json --keys keys.json
            """
    )

    @Argument(help: "The report's file.") var file: String
    @Option(help: "The attestation.") var attestation: String
    @Option(help: "The key list (GET /v1/keys), or a public key in PEM.") var keys: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() throws {
        let verification = verifyReport(
            try Verify.bytes(file),
            attestation: try Verify.bytes(attestation),
            keys: try Verify.trusted(keys)
        )
        try Verify.report(verification, output)
    }
}
