// SPDX-License-Identifier: Apache-2.0

/// The fourteen roles of CRediT, the Contributor Roles Taxonomy (ANSI/NISO Z39.104-2022).
package enum CreditRole: String, CaseIterable, Sendable {
    case conceptualization
    case dataCuration = "data-curation"
    case formalAnalysis = "formal-analysis"
    case fundingAcquisition = "funding-acquisition"
    case investigation
    case methodology
    case projectAdministration = "project-administration"
    case resources
    case software
    case supervision
    case validation
    case visualization
    case writingOriginalDraft = "writing-original-draft"
    case writingReviewEditing = "writing-review-editing"

    /// The role's page, which is its identifier.
    package var url: String { "https://credit.niso.org/contributor-roles/\(rawValue)/" }
}
