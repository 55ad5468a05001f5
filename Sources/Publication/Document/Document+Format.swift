// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Document: CanonicalFormat {
    package static let schema = Schema.publication
    package static let byteLimit = 65_536

    package var members: KeyValuePairs<String, JSON?> {
        [
            "pid": .text(pid),
            "version": .integer(Int64(version)),
            "concept": .text(concept),
            "title": .string(title),
            "abstract": .string(abstract),
            "language": .string(language),
            "kind": .string(kind.rawValue),
            "license": .string(license.rawValue),
            "contributors": .array(contributors.map(\.json)),
            "problem": problem?.json,
            "releases": .array(releases.map(\.json)),
            "files": .array(files.map(\.json)),
            "keywords": .strings(keywords),
            "funding": .array(funding.map(\.json)),
            "conflicts": conflicts.map(JSON.string),
            "published_at": .text(publishedAt),
            "previous": previous.map(JSON.text),
        ]
    }

    package static func read(_ reader: inout ObjectReader) -> Document? {
        let pid = reader.pid("pid")
        let version = reader.integer("version", in: 1...1_000_000)
        let concept = reader.pid("concept")
        let title = reader.string("title", length: 1...500)
        let abstract = reader.string("abstract", length: 1...10_000, multiline: true)
        let language = reader.value("language") { isLanguageTag($0) ? $0 : nil }
        let kind = reader.enumeration("kind", as: Finding.Kind.self)
        let license = reader.enumeration("license", as: License.self)
        let contributors = reader.objects("contributors", count: 1...500, read: Contributor.read)
        let problem = reader.optionalObject("problem", read: ProblemReference.read)
        let releases = reader.objects("releases", count: 0...100, read: ReleaseReference.read)
        let files = reader.objects("files", count: 0...500, read: File.read)
        let keywords = reader.strings("keywords", count: 0...50, length: 1...100)
        let funding = reader.objects("funding", count: 0...50, read: Funding.read)
        let conflicts = reader.optionalString("conflicts", length: 1...2000, multiline: true)
        let publishedAt = reader.instant("published_at")
        let previous = reader.optionalValue("previous", parse: PID.init)
        if Set(files.map(\.name)).count != files.count {
            reader.record("files", "duplicate", "Two files have the same name.")
        }
        guard let pid, let version, let concept, let title, let abstract, let language, let kind, let license,
            let keywords, let publishedAt
        else { return nil }
        return Document(
            pid: pid,
            version: version,
            concept: concept,
            title: title,
            abstract: abstract,
            language: language,
            kind: kind,
            license: license,
            contributors: contributors,
            problem: problem,
            releases: releases,
            files: files,
            keywords: keywords,
            funding: funding,
            conflicts: conflicts,
            publishedAt: publishedAt,
            previous: previous
        )
    }

    /// A language of two or three letters, then subtags of up to eight letters and
    /// digits (the shape of BCP 47).
    private static func isLanguageTag(_ text: String) -> Bool {
        let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = subtags.first, (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy({ (97...122).contains($0) })
        else { return false }
        return subtags.count <= 5
            && subtags.dropFirst().allSatisfy { subtag in
                (1...8).contains(subtag.utf8.count)
                    && subtag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}
