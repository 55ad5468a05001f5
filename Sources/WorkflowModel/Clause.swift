// SPDX-License-Identifier: Apache-2.0

/// A clause of the rules without which somebody gets round them.
///
/// Each can be left out of the model, which then has to find the way round. The first 22 are the attacks that
/// an earlier draft of the rules was open to; the others were found with this model or are variants of them.
package enum Clause: Int, CaseIterable, Sendable {
    /// A late version has its ten days, and the days that are left are not cut to ten.
    case win
    /// An objection that the authors leave unanswered is contested by the clock.
    case open
    /// Objections and extensions end fifteen days before the cap.
    case last
    /// An objection goes on, with votes and hours, in the next version.
    case carry
    /// Who judges writes to a finding as well, and is no party by that.
    case wrote
    /// Being asked for a review makes no party; giving one does.
    case rev
    /// Neutral by the rows of all versions, not of the last.
    case rows
    /// A provider is asked about its own people's findings too.
    case own
    /// What any party person ever downloaded is compared, also of those who left.
    case downloads
    /// With fewer than two who can judge no objection falls by silence, and administrators owe an
    /// appointment.
    case judge
    /// Changes are asked for twice of a finding at most, and another judge can be asked instead.
    case requests
    /// Whether a near passage is gone is decided either way, within an hour that the clock ends.
    case near
    /// What was upheld by a decision binds every finding; what was conceded only those of the same people.
    case cross
    /// Upheld passages are looked for at submission, certification and publication.
    case at
    /// A failed screening has an hour, and one exception is asked for a fingerprint.
    case fail
    /// Who opened another gate of a version does not accept it.
    case eyes
    /// A release stays in the scope while its provider has an objection that is not dismissed.
    case unused
    /// Two askings of a finding in any ten days.
    case quota
    /// Officers of a suspended organisation still clear and object.
    case suspended
    /// Only what is new can be objected to.
    case new
    /// Whether a version passes or goes back is asked after every move; no appeal while an upheld objection
    /// stands.
    case settle
    /// Taking down against the authors takes two.
    case take

    /// An objection that is decided early costs the provider no time: the row is pending again.
    case resume
    /// No version cuts an extension short.
    case promise
    /// Nor does an objection that waits or was upheld when the version comes.
    case kept
    /// A release that is listed anew, after it was taken out, is asked for anew.
    case relisted
    /// A release that a judge took out of one version is compared with the next one all the same.
    case compared
    /// An exception that was asked for has an hour, while the thirty days stand still.
    case asked
    /// Each passage is objected to once.
    case once
    /// An objection has its whole ten days before two who can vote, also where one was appointed late.
    case whole
    /// An exception for a passage that was upheld in another finding takes two people.
    case exceptTwice
    /// What would be published is fixed when its version is submitted.
    case fixed
    /// A certificate waits when one of the gates has closed again.
    case held
    /// A certificate that could not be issued has an hour, by which administrators are told, again and again.
    case told
}

/// Which clauses hold in a run of the model.
package struct Clauses: Sendable {
    private let bits: UInt64

    /// All clauses.
    package static let all = Clauses(bits: .max)

    /// All clauses but one.
    package static func all(but clause: Clause) -> Clauses {
        Clauses(bits: .max & ~(1 << UInt64(clause.rawValue)))
    }

    /// Whether the clause holds.
    func has(_ clause: Clause) -> Bool { bits & (1 << UInt64(clause.rawValue)) != 0 }
}
