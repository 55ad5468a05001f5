// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Dossier {
    /// What stands in the head at a place of its own.
    private static let placed: Set<String> = [
        "title", "abstract", "kind", "license", "language", "contributions", "releases",
    ]

    /// All that the authors say in the version; what has no place of its own stands there by its name.
    func head(_ style: Style) -> String {
        let first = [
            style(.bold, "\(name)  \(version.shown("title"))"),
            "\(version.shown("state")), \(version.shown("kind")), \(version.shown("license")), \(version.shown("language"))",
            "", version.shown("abstract"), "",
        ]
        let files = version["files"]?.array ?? []
        let fetching = files.isEmpty ? [] : ["read   teahouse moderate files \(name) [FILE …]"]
        let used = releases + unlisted
        return (first + others + contributions + files.map(Self.line(ofFile:)) + used + fetching)
            .joined(separator: "\n")
    }

    private var others: [String] {
        VersionParts(of: version).members.filter { !Self.placed.contains($0.key) }.sorted { $0.key < $1.key }
            .filter { !$0.value.lines.isEmpty }
            .map { name, value in
                let separator = value.array == nil ? "\n" : "; "
                return "\(name.harmless)  \(value.lines.joined(separator: separator).harmless)"
            }
    }

    private var contributions: [String] {
        (version["contributions"]?.array ?? []).map { contribution in
            let roles = (contribution["credit_roles"]?.array ?? []).compactMap(\.string).joined(
                separator: ", "
            )
            let orcid = contribution["orcid"]?.string.map { " \($0.harmless)" } ?? ""
            let affiliation = contribution["affiliation"]
            let ror = affiliation?["ror"]?.string.map { ", \($0.harmless)" } ?? ""
            let place = affiliation?["name"]?.string.map { " (\($0.harmless)\(ror))" } ?? ""
            return "by     \(contribution.shown("name"))\(orcid)\(place): \(roles)"
        }
    }

    private var releases: [String] {
        (version["releases"]?.array ?? []).map { release in
            "uses   \(release.shown("dataset"))/\(release["sequence"]?.integer ?? 0)"
        }
    }

    /// What it is judged against beside what it lists, and how that ends.
    private var unlisted: [String] {
        let lines = (version["unlisted"]?.array ?? []).map { release in
            let why =
                release["source"]?.string == UnlistedSource.earlier.rawValue
                ? "an earlier version lists it" : "its people have had it before them"
            return "beside \(release.shown("dataset"))/\(release["sequence"]?.integer ?? 0), since \(why)"
        }
        guard (version["actions"]?.array ?? []).contains(.string(Action.releaseUnused.rawValue)) else {
            return lines
        }
        return lines + ["unused teahouse moderate release-unused \(name) --release ds-…/1 --reason …"]
    }

    private static func line(ofFile file: JSON) -> String {
        let size = FileText.size(file["size"]?.integer ?? 0)
        return "file   \(file.shown("name"))  \(size)  \(file.shown("media_type"))  \(file.shown("digest"))"
    }
}
