// SPDX-License-Identifier: Apache-2.0

/// How many can judge a finding: who is active, has the role, and is neutral in the case.
///
/// Authors, providers and time take judges away; this says who stands in for them, and when nobody's silence
/// counts any more.
///
/// Rule R7: what was submitted always waits for somebody able, or for some hour.
package struct Bench: Hashable, Sendable {
    /// What of a finding waits for judges.
    package struct Waiting: Hashable, Sendable {
        /// Of objections that are contested or escalated, the states.
        package let flags: Set<Flag.State>
        /// How many of the able may still decide what a version waits for, since nobody opens two gates and
        /// no judge decides on an appeal against themselves; `nil` when no gate of a version waits for
        /// judges.
        package let deciders: Int?

        /// Takes the parts as they are.
        package init(flags: Set<Flag.State>, deciders: Int?) {
            self.flags = flags
            self.deciders = deciders
        }
    }

    /// How many decide as moderators: by their role, or appointed for the finding.
    package let moderators: Int
    /// How many decide as administrators.
    package let administrators: Int
    /// How many of these are both.
    package let both: Int
    /// How many of the moderators are appointed.
    package let appointed: Int

    /// Takes the parts as they are.
    package init(moderators: Int, administrators: Int, both: Int, appointed: Int) {
        self.moderators = moderators
        self.administrators = administrators
        self.both = both
        self.appointed = appointed
    }

    /// Whether administrators decide what moderators decide.
    package var doAdministratorsJoin: Bool { moderators < Flag.votesNeeded }

    /// As what somebody with these roles judges the finding.
    ///
    /// The database says the same of the transaction's actor (`seats`); a test compares the two.
    package func seats(_ roles: Set<PlatformRole>, isAppointed: Bool, isNeutral: Bool) -> Seats {
        guard isAppointed || !roles.isEmpty else { return [] }
        guard isNeutral else { return .party }
        var seats: Seats = []
        if isAppointed || doAdministratorsJoin || roles.contains(.moderator) { seats.insert(.moderator) }
        if roles.contains(.admin) || (isAppointed && administrators == 0) { seats.insert(.administrator) }
        return seats
    }

    /// Whether silence about a flag in this state means anything: only where those who keep silent could
    /// have decided.
    ///
    /// Asked of all who can judge now, it says whether somebody is missing; asked of those who could for the
    /// whole time of the state, whether that time counts.
    package func isSilenceHeard(on state: Flag.State) -> Bool {
        switch state {
        case .contested:
            moderators + (doAdministratorsJoin ? administrators - both : 0) >= Flag.votesNeeded
        case .escalated: administrators + appointed > 0
        case .open, .conceded, .upheld, .dismissed, .resolved: true
        }
    }

    /// Whether administrators owe the finding a judge.
    package func owesAppointment(for waiting: Waiting) -> Bool {
        waiting.deciders == 0 || !waiting.flags.allSatisfy(isSilenceHeard(on:))
    }
}

/// As what somebody judges a finding.
package struct Seats: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Decides what moderators decide.
    package static let moderator = Seats(rawValue: 1)
    /// Decides what administrators decide.
    package static let administrator = Seats(rawValue: 2)
    /// Would judge by a role, but is a party.
    package static let party = Seats(rawValue: 4)

    /// What the table of permissions calls them.
    package var relations: Set<Relation> {
        var relations: Set<Relation> = []
        if contains(.moderator) { relations.insert(.moderator) }
        if contains(.administrator) { relations.insert(.admin) }
        if contains(.party) { relations.insert(.party) }
        return relations
    }
}
