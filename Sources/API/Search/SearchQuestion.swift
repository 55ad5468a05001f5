// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// What the query of a search says.
struct SearchQuestion: Sendable {
    let words: SearchWords
    let filter: SearchFilter

    static let parameters = Parameters(
        q.required,
        Parameter.one(of: SearchedType.self, "type").optional,
        Parameter.one(of: Finding.Kind.self, "kind").optional,
        Parameter.one(of: License.self, "license").optional,
        Parameter.pid(.organisation, "organisation").optional,
        Parameter.pid(.problem, "problem").optional,
        Parameter.integer("year", 1970...9998).example(2026).optional,
        Parameter.line("language", 1...35).example("en").optional
    ) { words, type, kind, license, organisation, problem, year, language in
        var filter = SearchFilter()
        filter.type = type
        filter.kind = kind
        filter.license = license
        filter.organisation = organisation
        filter.problem = problem
        filter.year = year
        filter.language = language
        return SearchQuestion(words: words, filter: filter)
    }

    private static let q = Parameter(
        "q",
        .line(1...SearchWords.longest).example("bearing wear -\"oil film\""),
        rule:
            "is what to look for: at most \(SearchWords.longest) characters and \(SearchWords.mostTerms) words"
    ) { SearchWords($0) }
}
