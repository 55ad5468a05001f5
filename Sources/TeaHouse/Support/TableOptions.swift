// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser

/// How a table is written.
struct TableOptions: ParsableArguments {
    enum Delimiter: String, ExpressibleByArgument, CaseIterable {
        case comma, semicolon, tab, bar

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            case .bar: UInt8(ascii: "|")
            }
        }
    }

    @Option(help: "comma, semicolon, tab or bar; by default a tab for .tsv and a comma for all else.")
    var delimiter: Delimiter?

    func table(_ path: String) -> TableFile { TableFile(path: path, delimiter: delimiter?.byte) }
}
