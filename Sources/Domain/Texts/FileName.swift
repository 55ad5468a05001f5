// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The name of a file: one that every system can hold beside the others of its folder, and never a path.
///
/// Files leave the platform in crates and bags, which are unpacked on systems that the platform does
/// not know.
package enum FileName {
    /// Why a name is refused.
    package enum Fault: Hashable, Sendable {
        case length
        case character(Unicode.Scalar)
        case notComposed
        case edge
        case device
        case dots

        /// For whoever chose the name.
        package var detail: String {
            switch self {
            case .length: "A name has 1 to \(Limits.fileName.upperBound) characters and at most 255 bytes."
            case .character(let scalar):
                "A name is without < > : \" | ? * / \\ and characters that are not seen or not known:"
                    + " U+\(String(scalar.value, radix: 16, uppercase: true))."
            case .notComposed:
                "The name is not in Unicode's normal form C: a letter and its accent are one character."
            case .edge: "A name neither begins with a blank or a hyphen nor ends with a blank or a dot."
            case .device: "Windows takes a name like this for a device."
            case .dots: "A name is not . or .. alone."
            }
        }
    }

    /// What is wrong with a name; `nil` for one that a file can have.
    package static func fault(in name: String) -> Fault? {
        if name == "." || name == ".." { return .dots }
        guard Limits.fileName.contains(name.unicodeScalars.count), name.utf8.count <= 255 else {
            return .length
        }
        if let scalar = name.unicodeScalars.first(where: isRefused) { return .character(scalar) }
        // A blank is whatever shows nothing: not all systems drop the same ones.
        // A hyphen in front is an option to whoever says `rm *` in the folder.
        guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last,
            !ScalarRanges.blank.contains(first), !ScalarRanges.blank.contains(last), first != "-",
            last != "."
        else { return .edge }
        if isDevice(name) { return .device }
        guard isComposed(name) else { return .notComposed }
        return nil
    }

    /// Whether a file may ever have had the name: of a version of old, which keeps what it has.
    package static func isPossible(_ name: String) -> Bool {
        Limits.fileName.contains(name.unicodeScalars.count) && name.utf8.count <= 255
            && name != "." && name != ".."
            && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || isHidden($0) }
    }

    /// Two names with the same key cannot lie in one folder everywhere: some systems tell no upper case
    /// from lower case, some no composed letter from one with its accent behind it.
    ///
    /// The database keeps it beside the name and has it once in a version or release.
    package static func key(of name: String) -> String {
        CaselessText.key(of: name)
    }

    private static func isComposed(_ name: String) -> Bool {
        // By bytes: two strings that differ in their form alone are equal.
        Array(name.precomposedStringWithCanonicalMapping.utf8) == Array(name.utf8)
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        if "<>:\"|?*/\\".unicodeScalars.contains(scalar) { return true }
        // What is not assigned yet has no known form and no known case.
        return isHidden(scalar) || scalar.properties.generalCategory == .unassigned
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Whether Windows opens a device for it: for a device's name alone, or with anything behind a dot.
    private static func isDevice(_ name: String) -> Bool {
        let base = name.prefix { $0 != "." }.reversed().drop { $0 == " " }.reversed()
        let word = String(base).uppercased()
        if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(word) { return true }
        guard word.hasPrefix("COM") || word.hasPrefix("LPT") else { return false }
        return ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(word.dropFirst(3))
    }
}
