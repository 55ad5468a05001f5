// SPDX-License-Identifier: Apache-2.0
import Domain

/// How a release came into what a version is judged against.
enum ScopeSource: Int {
    case outside
    case downloaded
    case earlier
    case listed
    /// Taken out of it by a judge.
    case removed
}

/// One finding and one release of one provider.
struct ScopeState: ModelState {
    var version: Finding.State = .draft
    /// Whether a party person downloaded the release, and is no author any more.
    var hasDownloaded = false
    var hasLeft = false
    /// Whether who began the finding is of the provider.
    var isOwn = false
    /// Whether the version has rows of the release.
    var hasRows = false
    var source = ScopeSource.outside.rawValue
    /// Whether a version before this one listed it, and no judge has taken it out since.
    var wasListed = false
    var wasRemoved = false
    var screening: Screening = .pending
    var screeningDue = 0
    /// Who made the exception, took the release out and accepted; from 1, 0 for nobody.
    var exceptedBy = 0
    var removedBy = 0
    var acceptedBy = 0
    var isAsked = false
    var row: Clearance.State = .pending
    /// How the row passed: whether because nothing was used.
    var isUnused = false
    var due = 0
    var used = 0
    var hasPassed = false
    var isRaised = false
    var flag: Flag.State = .contested
    var flagDue = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.flag(&hasDownloaded)
        coder.flag(&hasLeft)
        coder.flag(&isOwn)
        coder.flag(&hasRows)
        coder.number(&source, 3)
        coder.flag(&wasListed)
        coder.flag(&wasRemoved)
        coder.state(&screening)
        coder.number(&screeningDue, 3)
        coder.number(&exceptedBy, 2)
        coder.number(&removedBy, 2)
        coder.number(&acceptedBy, 2)
        coder.flag(&isAsked)
        coder.state(&row)
        coder.flag(&isUnused)
        coder.number(&due, 3)
        coder.number(&used, 3)
        coder.flag(&hasPassed)
        coder.flag(&isRaised)
        coder.state(&flag)
        coder.number(&flagDue, 2)
    }

    var flagStands: Bool { isRaised && flag != .dismissed }
    var isListed: Bool { source == ScopeSource.listed.rawValue }
    /// Whether the provider is asked for the release.
    var asks: Bool { isListed || source == ScopeSource.earlier.rawValue }
}
