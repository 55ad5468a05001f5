// SPDX-License-Identifier: Apache-2.0
import Domain

/// What several formats say of a document in the same way.
extension Document {
    /// Something that the document is related to, with DataCite's name for how.
    struct Relation {
        let identifier: String
        let isDOI: Bool
        let type: String
    }

    /// The day of its publication (UTC), `2026-11-24`.
    var day: String { String(publishedAt.description.prefix(10)) }

    var year: String { String(day.prefix(4)) }

    /// Year, month and day as numbers.
    var dateParts: [Int] { day.split(separator: "-").compactMap { Int($0) } }

    /// The files' media types, each once, in order.
    var mediaTypes: [String] { Set(files.map(\.mediaType)).sorted() }

    func relations(at site: Site) -> [Relation] {
        (previous.map { [Relation(identifier: site.doi($0), isDOI: true, type: "IsNewVersionOf")] } ?? [])
            + releases.map { Relation(identifier: site.release($0), isDOI: false, type: "IsDerivedFrom") }
            + (problem.map { [Relation(identifier: site.problem($0), isDOI: false, type: "References")] }
                ?? [])
    }
}

extension License {
    /// The licence's page among those of SPDX.
    package var url: String { "https://spdx.org/licenses/\(rawValue).html" }

    /// Its full name, as the SPDX list has it.
    package var title: String {
        switch self {
        case .ccBy4: "Creative Commons Attribution 4.0 International"
        case .ccBySa4: "Creative Commons Attribution Share Alike 4.0 International"
        case .cc0: "Creative Commons Zero v1.0 Universal"
        case .apache2: "Apache License 2.0"
        case .mit: "MIT License"
        case .bsd3: "BSD 3-Clause \"New\" or \"Revised\" License"
        case .gpl3: "GNU General Public License v3.0 or later"
        case .odbl1: "Open Data Commons Open Database License v1.0"
        }
    }
}

extension ORCID {
    /// The iD as a link.
    package var url: String { "https://orcid.org/\(description)" }
}
