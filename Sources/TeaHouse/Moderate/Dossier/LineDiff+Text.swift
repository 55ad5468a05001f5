// SPDX-License-Identifier: Apache-2.0

extension LineDiff {
    /// For a terminal; lines that a reader could not tell apart are spelled out.
    func text(_ style: Style) -> String {
        let changed = lines.compactMap { line -> [UInt8]? in
            switch line {
            case .removed(let bytes), .added(let bytes): bytes
            case .same, .gap: nil
            }
        }
        let alike = Dictionary(grouping: Set(changed), by: LineLooks.init).filter { $0.value.count > 1 }
        func shown(_ line: [UInt8]) -> String {
            let looks = LineLooks(line)
            return alike[looks] == nil ? looks.text : looks.spelledOut
        }
        return lines.map { line in
            switch line {
            case .same(let bytes): "  \(LineLooks(bytes).text)"
            case .removed(let bytes): style(.red, "- \(shown(bytes))")
            case .added(let bytes): style(.green, "+ \(shown(bytes))")
            case .gap(let count): style(.dim, "  … \(count) line\(count == 1 ? "" : "s")")
            }
        }.joined(separator: "\n")
    }
}

/// A line as a terminal shows it; equal to another that a reader takes for the same.
private struct LineLooks: Hashable {
    private let bytes: [UInt8]
    private let scalars: String.UnicodeScalarView

    init(_ line: [UInt8]) {
        bytes = line
        scalars = String(decoding: line, as: UTF8.self).unicodeScalars
    }

    var text: String {
        String(scalars.last == "\r" ? String.UnicodeScalarView(scalars.dropLast()) : scalars).harmless
    }

    /// With the number of what cannot be seen by itself, and of bytes that are no text.
    var spelledOut: String {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return bytes.map { byte in
                " "..."~" ~= Unicode.Scalar(byte)
                    ? String(Unicode.Scalar(byte)) : "\\x\(String(byte, radix: 16, uppercase: true))"
            }.joined()
        }
        return scalars.map { scalar in
            if scalar == " " { return "·" }
            return Self.isVisible(scalar) && !scalar.properties.isGraphemeExtend
                ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }.joined()
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control, .surrogate, .privateUse, .unassigned: false
        default: !scalar.properties.isWhitespace
        }
    }

    /// What can be seen of it; the language counts texts that are canonically equal as equal.
    private var visible: String { String(String.UnicodeScalarView(scalars.filter(Self.isVisible))) }

    static func == (left: Self, right: Self) -> Bool { left.visible == right.visible }

    func hash(into hasher: inout Hasher) { hasher.combine(visible) }
}
