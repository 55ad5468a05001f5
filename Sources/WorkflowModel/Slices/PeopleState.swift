// SPDX-License-Identifier: Apache-2.0
import Domain

/// Why somebody may judge a finding, or may not.
enum Standing: Int {
    case neutral
    /// A party by the authors' word alone.
    case named
    /// Named, and freed by an administrator.
    case lifted
    /// Of the organisation whose problem an earlier version answers, and this one does not.
    case tiedBefore
    /// Of the organisation whose problem the version answers.
    case tied
    /// Asked for a review, and has not answered.
    case asked
    /// Has given a review, or was hired by the provider.
    case party
    /// Not appointed yet.
    case absent
}

/// One finding and those who may judge it: two moderators, an administrator, and one who can be appointed.
struct PeopleState: ModelState {
    static let admin = 2
    static let appointed = 3

    var version: Finding.State = .draft
    /// By judge, three bits each: moderators 0 and 1, the administrator, the appointed.
    private var standings = Standing.absent.rawValue << 9
    /// Who has judged; counted only where the clause is left out by which that makes no party.
    var wrote = 0
    var moderation: Moderation = .pending
    var moderationDue = 0
    /// Who decided against the version, counted from 1; 0 for nobody.
    var stopper = 0
    var isAppealed = false
    var requests = 0
    /// How often in a row the same judge sent the finding back, and nobody else was asked.
    var alone = 0
    var aloneBy = 0
    var isRaised = false
    var isPersonal = false
    var flag: Flag.State = .contested
    var flagDue = 0
    /// Who voted to uphold and to dismiss, counted from 1.
    var upheldBy = 0
    var dismissedBy = 0
    /// For how many ticks on end two could vote.
    var could = 0
    var broken: Invariant?

    mutating func code(with coder: inout Coder) {
        coder.state(&version)
        coder.number(&standings, 12)
        coder.number(&wrote, 4)
        coder.state(&moderation)
        coder.number(&moderationDue, 2)
        coder.number(&stopper, 3)
        coder.flag(&isAppealed)
        coder.number(&requests, 2)
        coder.number(&alone, 2)
        coder.number(&aloneBy, 3)
        coder.flag(&isRaised)
        coder.flag(&isPersonal)
        coder.state(&flag)
        coder.number(&flagDue, 2)
        coder.number(&upheldBy, 3)
        coder.number(&dismissedBy, 3)
        coder.number(&could, 2)
    }

    subscript(judge: Int) -> Standing {
        get { Standing(rawValue: standings >> (3 * judge) & 7) ?? .absent }
        set { standings = standings & ~(7 << (3 * judge)) | newValue.rawValue << (3 * judge) }
    }

    var flagWaits: Bool { isRaised && flag.isWaiting }
}
