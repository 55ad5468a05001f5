// SPDX-License-Identifier: Apache-2.0
import Screening
import TestSupport
import Testing

/// Findings as researchers write them, with nothing in them that should not be public: the gate
/// that stops these stops work.
@Suite struct ControlCorpusTests {
    private static let topics = [
        "bearing temperature", "pump cavitation", "weld porosity", "turbine vibration", "batch yield",
        "sensor drift", "tool wear",
        "grid frequency", "filter clogging", "valve leakage", "paint adhesion", "kiln emissions",
        "motor current",
    ]

    /// Prose, tables of results, model output, code and logs, of every topic.
    private static func corpus() -> [(name: String, text: String)] {
        var dice = SeededRandom(20_261_124)
        func count() -> Int { Int.random(in: 10...4000, using: &dice) }
        func value() -> String { String(Double(Int.random(in: -5000...90_000, using: &dice)) / 100) }
        var files: [(String, String)] = []
        for (number, topic) in topics.enumerated() {
            for variant in 0..<4 {
                let year = 1998 + number + variant
                files.append(
                    (
                        "result.md",
                        """
                        # On \(topic), part \(variant + 1)
                        Measured from \(year)-03-0\(variant + 1)T08:15:00Z to \(year)-11-30 at \(value()) kW and \(value()) °C, \(count()) samples of 10 Hz.
                        The effect is \(value()) ± 0.3 (p < 0.00\(variant + 1), 95 % CI [0.11, 0.42]); see DOI 10.1000/182.\(number) and ISO 10816-3.

                        | class | n | mean | sd |
                        |---|---:|---:|---:|
                        | low | \(count()) | \(value()) | 1.2 |
                        | high | \(count()) | \(value()) | 3.4 |

                        1. Calibrate at 20.5 mV. 2. Repeat \(variant + 3) times. 3. Version 1.\(variant).0 of the code was used.
                        """
                    )
                )
                files.append(
                    (
                        "groups.csv",
                        "group,count,mean_load,share\n"
                            + (0..<12).map { "g\($0),\(count()),\(value()),0.\(10 + $0)" }.joined(
                                separator: "\n"
                            ) + "\n"
                    )
                )
                files.append(
                    (
                        "model.csv",
                        "term,estimate,std_error,df,p_value\nintercept,\(value()),0.2,\(count()),0.001\nload,\(value()),0.1,\(count()),0.04\n"
                    )
                )
                files.append(
                    (
                        "series.csv",
                        "timestamp,temperature_c,pressure_kpa,state\n"
                            + (0..<40).map {
                                "\(year)-05-\(10 + $0 % 20)T\(10 + $0 % 10):00:00Z,\(value()),\(100_000 + $0 * 7),\($0 % 3)"
                            }.joined(separator: "\n") + "\n"
                    )
                )
                files.append(structured(topic, variant, value))
            }
        }
        return files
    }

    /// What programs write: objects, elements, lines of settings.
    private static func structured(_ topic: String, _ variant: Int, _ value: () -> String) -> (String, String)
    {
        switch variant {
        case 0:
            (
                "fit.json",
                #"{"topic":"\#(topic)","depth":6,"seed":7,"loss":[\#(value()),\#(value())],"units":"kW"}"#
            )
        case 1:
            (
                "fit.html",
                "<h1>\(topic)</h1><table><tr><th>class<th>load kW<tr><td>low<td>\(value())<tr><td>high<td>\(value())</table>"
            )
        case 2: ("run.yaml", "topic: \(topic)\ndepth: 6\nlayers: 3\nrate: \(value())\n")
        default:
            (
                "fit.tex",
                "\\begin{tabular}{lr}\nclass & load \\\\\nlow & \(value()) \\\\\nhigh & \(value()) \\\\\n\\end{tabular}\n"
            )
        }
    }

    @Test func `harmless findings pass`() throws {
        let files = Self.corpus()
        let texts = files.map { file in
            FindingText(name: file.name) { body in try Array(file.text.utf8).withUnsafeBufferPointer(body) }
        }
        let alarms = try ScreeningPass(releases: []).run(texts).flatMap(\.items).filter {
            $0.severity == .fail
        }
        print("control corpus: \(files.count) harmless files, \(alarms.count) false alarms")
        #expect(files.count >= 260)
        #expect(alarms.isEmpty, "\(alarms.prefix(3))")
    }
}
