// SPDX-License-Identifier: Apache-2.0
import Domain

/// Horizontal bars as inline SVG, with the numbers written beside them, so that
/// nothing depends on colour alone.
struct BarChart {
    struct Bar {
        let label: String
        let value: Double
        let note: String
        /// A second, lighter bar below: what was before.
        var earlier: Double?
    }

    let title: String
    let bars: [Bar]

    private static let (left, width, step) = (220, 420, 26)

    var svg: String {
        let largest = max(bars.flatMap { [$0.value, $0.earlier ?? 0] }.max() ?? 0, 1e-9)
        let height = bars.count * Self.step + 4
        var lines = [
            "<svg role=\"img\" viewBox=\"0 0 900 \(height)\" width=\"100%\" xmlns=\"http://www.w3.org/2000/svg\">",
            "<title>\(title.escapedForMarkup)</title>",
        ]
        for (index, bar) in bars.enumerated() {
            let top = index * Self.step
            lines.append(
                "<text x=\"\(Self.left - 8)\" y=\"\(top + 16)\" text-anchor=\"end\">\(bar.label.escapedForMarkup)</text>"
            )
            let hasEarlier = bar.earlier != nil
            if let earlier = bar.earlier {
                lines.append(Self.rectangle(top + 13, 7, earlier / largest, "earlier"))
            }
            lines.append(Self.rectangle(top + 4, hasEarlier ? 8 : 15, bar.value / largest, "bar"))
            let end = Self.left + Int(max(bar.value, bar.earlier ?? 0) / largest * Double(Self.width)) + 8
            lines.append("<text x=\"\(end)\" y=\"\(top + 16)\">\(bar.note.escapedForMarkup)</text>")
        }
        return (lines + ["</svg>"]).joined(separator: "\n")
    }

    private static func rectangle(_ top: Int, _ height: Int, _ share: Double, _ kind: String) -> String {
        // What is there is seen, however little it is.
        let length = share > 0 ? max(1, share * Double(width)) : 0
        let rounded = (length * 10).rounded() / 10
        return
            "<rect class=\"\(kind)\" x=\"\(left)\" y=\"\(top)\" width=\"\(rounded)\" height=\"\(height)\"/>"
    }
}
