// SPDX-License-Identifier: Apache-2.0

/// What must hold whatever anybody does; the domain page states them in words.
package enum Invariant: Int, CaseIterable, Sendable {
    /// Nothing is published that was not screened as exactly what it is, against all that its people had.
    case screened = 1
    /// Each provider that is asked has answered, or had its whole time for each part.
    case wholeTime
    /// Every decision is by somebody who never had an interest.
    case neutral
    /// From every submitted state the clock alone leads on, or a named able person has an hour.
    case goesOn
    /// No provider's acts delay past the cap, but by objections that were upheld.
    case noDelay
    /// No passage that was upheld is published, under any finding.
    case noUpheldPassage
    /// Nobody but its authors stops a finding for good alone.
    case noVeto
    /// No objection falls undecided but by the silence of two who could vote for its whole time.
    case noSilentFall
    /// Nobody opens two gates of one version alone.
    case twoPeople
    /// There is no circle of acts that takes no time and asks others for work.
    case noCircle

    /// As the design numbers it, from I1 to I10.
    package var name: String { "I\(rawValue)" }
}
