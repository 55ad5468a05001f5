// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Publication
import Store

/// What certification would refuse of a version, in terms of what its authors write.
///
/// A draft may be a copy of what was written before texts and names were looked at.
///
/// Rule R5: what certification would refuse is refused at submission; nothing is green and impossible.
enum SubmittedFaults {
    /// What no text and no name of a file may be, each by its place in the version.
    static func all(in parts: DocumentParts) -> [FieldError] {
        texts(of: parts) + names(of: parts.files)
    }

    /// What authors are told of what the document's own reader refuses; `nil` where it is nothing that they
    /// write.
    static func refusal(of error: FormatError) -> ActRefused? {
        switch error {
        case .tooLarge: return .descriptionTooLarge
        case .invalid(let invalid):
            let own = invalid.errors.compactMap(ofAuthors)
            // What they mend brings them no further while the rest stands.
            return own.count == invalid.errors.count ? .invalid(own) : nil
        case .syntax, .notCanonical: return nil
        }
    }

    private static func texts(of parts: DocumentParts) -> [FieldError] {
        let metadata = parts.version.metadata
        var texts: [(pointer: String, text: String, form: TextForm)] = [
            ("/title", metadata.title, .line), ("/abstract", metadata.abstract, .lines),
            ("/funding", metadata.funding, .line), ("/conflicts", metadata.conflicts, .lines),
        ]
        for (index, keyword) in metadata.keywords.enumerated() {
            texts.append(("/keywords/\(index)", keyword, .line))
        }
        for (index, each) in parts.contributions.enumerated() {
            texts.append(("/contributions/\(index)/name", each.name, .line))
            texts.append(("/contributions/\(index)/affiliation/name", each.affiliation ?? "", .line))
        }
        return texts.compactMap { pointer, text, form in
            form.fault(in: text).map { FieldError(pointer: pointer, code: $0.rawValue, detail: $0.detail) }
        }
    }

    private static func names(of files: [FindingFileRecord]) -> [FieldError] {
        var taken: [String: String] = [:]
        return files.enumerated().compactMap { index, file in
            let pointer = "/files/\(index)/name"
            // Also of a name that is bad itself: in its right form it may be another's.
            let other = taken.updateValue(file.name, forKey: FileName.key(of: file.name))
            if let fault = FileName.fault(in: file.name) {
                return FieldError(pointer: pointer, code: "bad_file_name", detail: fault.detail)
            }
            guard let other else { return nil }
            let detail = "There is a file \(other), whose name is the same on some systems."
            return FieldError(pointer: pointer, code: "name_taken", detail: detail)
        }
    }

    /// The error by the member of a version that authors write.
    private static func ofAuthors(_ error: FieldError) -> FieldError? {
        var parts = error.pointer.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return nil }
        switch parts[1] {
        case "title", "abstract", "language", "kind", "license", "keywords", "conflicts", "files": break
        case "contributors": parts[1] = "contributions"
        // One text in a version, a list of objects in the document.
        case "funding": parts = ["", "funding"]
        default: return nil
        }
        return FieldError(
            pointer: parts.joined(separator: "/"),
            code: error.code,
            detail: error.detail
        )
    }
}
