// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import Workflow

/// What a client sends of a version's metadata; in a change every member may be left out.
enum VersionBody {
    /// All of it, for a new finding.
    static func metadata(_ body: inout ObjectReader) -> VersionMetadata? {
        let title = body.string("title", length: 1...300)
        let abstract = body.string("abstract", length: 1...10_000, multiline: true)
        let language = body.value("language", code: "format", parse: language)
        let kind = body.enumeration("kind", as: Finding.Kind.self)
        let license = body.enumeration("license", as: License.self)
        let rest = rest(&body)
        guard let title, let abstract, let language, let kind, let license else { return nil }
        return VersionMetadata(
            title: title,
            abstract: abstract,
            language: language,
            kind: kind,
            license: license,
            keywords: rest.keywords ?? [],
            funding: rest.funding ?? "",
            conflicts: rest.conflicts ?? "",
            thesis: rest.thesis ?? false,
            releaseAt: rest.releaseAt
        )
    }

    /// What a change says, laid over what there is; a day of release that is null is taken out.
    static func change(_ body: inout ObjectReader) -> @Sendable (VersionMetadata) -> VersionMetadata {
        let title = body.optionalString("title", length: 1...300)
        let abstract = body.optionalString("abstract", length: 1...10_000, multiline: true)
        let language = body.optionalValue("language", code: "format", parse: language)
        let kind = body.optionalEnumeration("kind", as: Finding.Kind.self)
        let license = body.optionalEnumeration("license", as: License.self)
        let rest = rest(&body)
        let isAtOnce = body.isNull("release_at")
        return { old in
            VersionMetadata(
                title: title ?? old.title,
                abstract: abstract ?? old.abstract,
                language: language ?? old.language,
                kind: kind ?? old.kind,
                license: license ?? old.license,
                keywords: rest.keywords ?? old.keywords,
                funding: rest.funding ?? old.funding,
                conflicts: rest.conflicts ?? old.conflicts,
                thesis: rest.thesis ?? old.thesis,
                releaseAt: isAtOnce ? nil : rest.releaseAt ?? old.releaseAt
            )
        }
    }

    private struct Rest: Sendable {
        let keywords: [String]?
        let funding: String?
        let conflicts: String?
        let thesis: Bool?
        let releaseAt: Instant?
    }

    private static func rest(_ body: inout ObjectReader) -> Rest {
        Rest(
            keywords: body.optionalJSON("keywords") == nil
                ? nil : body.strings("keywords", count: 0...20, length: 1...100),
            funding: body.optionalString("funding", length: 0...300),
            conflicts: body.optionalString("conflicts", length: 0...2000, multiline: true),
            thesis: body.optionalJSON("thesis") == nil ? nil : body.bool("thesis"),
            releaseAt: body.optionalValue("release_at", code: "format", parse: Instant.init)
        )
    }

    /// A language by its ISO 639 code of two or three letters.
    private static func language(_ text: String) -> String? { Language(text)?.description }

    /// The releases that a version uses, as (dataset, sequence).
    static func releases(_ body: inout ObjectReader) -> [ReleaseReference] {
        body.objects("releases", count: 0...50) { item in
            let dataset = item.value("dataset", code: "pid") { text in
                PID(text, of: .dataset)
            }
            let sequence = item.integer("sequence", in: 1...1_000_000)
            guard let dataset, let sequence else { return nil }
            return ReleaseReference(dataset: dataset, sequence: sequence)
        }
    }

    /// The contributions, in the order in which they are to be named.
    static func contributions(_ body: inout ObjectReader) -> [ContributionRecord] {
        body.objects("contributions", count: 1...200) { item in
            let name = item.string("name", length: 1...200)
            let orcid = item.optionalValue("orcid", code: "orcid", parse: ORCID.init)
            let affiliation = item.optionalObject("affiliation") { place -> (String, ROR?)? in
                let name = place.string("name", length: 1...200)
                let ror = place.optionalValue("ror", code: "ror", parse: ROR.init)
                return name.map { ($0, ror) }
            }
            let pointer = item.pointer(to: "credit_roles")
            let texts =
                item.strings("credit_roles", count: 1...CreditRole.allCases.count, length: 1...50) ?? []
            let roles = texts.enumerated().compactMap { index, text in
                let role = CreditRole(rawValue: text)
                let isRepeated = texts.firstIndex(of: text) != index
                if role == nil || isRepeated {
                    item.record(
                        FieldError(
                            pointer: "\(pointer)/\(index)",
                            code: isRepeated ? "repeated" : FieldError.Code.unknownValue,
                            detail: isRepeated ? "Each role is named once." : "CRediT has no such role."
                        )
                    )
                }
                return role
            }
            guard let name, !roles.isEmpty else { return nil }
            return ContributionRecord(
                name: name,
                orcid: orcid,
                affiliation: affiliation?.0,
                ror: affiliation?.1,
                creditRoles: roles
            )
        }
    }
}
