// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Schema {
    /// A text that a client sends, its length in Unicode scalars.
    static func text(_ form: TextForm, _ length: ClosedRange<Int>) -> Self {
        // What shows nothing, what is seen first, and the rest: read in one way, and so in no time.
        let pattern =
            "[\(bracket(.blank - form.refused))]*[^\(bracket(form.refused + .blank))]"
            + "[^\(bracket(form.refused))]*"
        return Self.text(length).with(
            "pattern",
            .string(length.contains(0) ? "^(\(pattern))?$" : "^\(pattern)$")
        )
    }

    /// A text of some length, of which its reader says the rest.
    static func text(_ length: ClosedRange<Int>) -> Self {
        Self([
            "type": "string", "minLength": .integer(Int64(length.lowerBound)),
            "maxLength": .integer(Int64(length.upperBound)),
        ]).example("A text")
    }

    /// A line that names or looks for something, and is not kept: no control characters.
    static func line(_ length: ClosedRange<Int>) -> Self {
        text(length).with("pattern", .string("^[^\(bracket(.controls))]*$"))
    }

    /// The name of a file that is new here; what else it may not be says its reader.
    static let fileName: Self = {
        let refused = bracket(TextForm.line.refused) + #"<>:"|?*/\\"#
        let blank = bracket(.blank)
        return text(Limits.fileName).with(
            "pattern",
            .string(#"^[^\-\#(refused)\#(blank)]([^\#(refused)]*[^.\#(refused)\#(blank)])?$"#)
        )
        .example("table.csv")
    }()

    /// The characters up to U+00FF as they stand between the brackets of a regular expression: there is no
    /// spelling of higher ones that all readers of the contract know, so of those it promises too much.
    private static func bracket(_ ranges: ScalarRanges) -> String {
        ranges.ranges.filter { $0.upperBound <= 0xFF }.map { range in
            range.count == 1
                ? escape(range.lowerBound) : "\(escape(range.lowerBound))-\(escape(range.upperBound))"
        }.joined()
    }

    private static func escape(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16)
        return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
    }
}
