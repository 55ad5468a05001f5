// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How text stands out: in colour at a terminal, and not at all in a file or a pipe.
///
/// `NO_COLOR` (https://no-color.org) and a dumb terminal turn colours off.
struct Style: Sendable {
    let isColoured: Bool

    static let plain = Style(isColoured: false)

    static var standardOutput: Style {
        let isWanted =
            EnvironmentVariable.value("NO_COLOR") == nil && EnvironmentVariable.value("TERM") != "dumb"
        return Style(isColoured: isatty(STDOUT_FILENO) == 1 && isWanted)
    }

    enum Look: String, Sendable {
        case bold = "1"
        case dim = "2"
        case reverse = "7"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    func callAsFunction(_ look: Look, _ text: String) -> String {
        isColoured ? "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text without the white space around it.
    var trimmed: String {
        String(
            trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed()
        )
    }

    /// The text without what could move a terminal's cursor, change its colours or turn its writing
    /// round: somebody else wrote it.
    var harmless: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    if scalar == "\n" || scalar == "\t" { return scalar }
                    let isControl = scalar.properties.generalCategory == .control
                    let isTurning = "\u{202A}"..."\u{202E}" ~= scalar || "\u{2066}"..."\u{2069}" ~= scalar
                    return isControl || isTurning ? "\u{FFFD}" : scalar
                }
            )
        )
    }
}
