// SPDX-License-Identifier: Apache-2.0
import Domain
import Testing

/// Every state machine by its whole table: what is listed is allowed, and all else is refused.
@Suite struct LifecycleTests {
    private func check<L: Lifecycle>(_ type: L.Type, _ allowed: [(L, L.Event, L)]) {
        for state in L.allCases {
            for event in L.Event.allCases {
                let expected = allowed.first { $0.0 == state && $0.1 == event }?.2
                #expect(state.next(event) == expected, "\(L.object): \(state.rawValue) -\(event.rawValue)->")
                if expected == nil {
                    #expect(
                        throws: TransitionRefused(
                            object: L.object,
                            state: state.rawValue,
                            event: event.rawValue
                        )
                    ) {
                        try state.after(event)
                    }
                }
            }
        }
        #expect(Set(L.transitions).count == allowed.count)
    }

    @Test func `organisations`() {
        check(
            Organisation.State.self,
            [
                (.pending, .approve, .active), (.pending, .close, .closed),
                (.active, .suspend, .suspended), (.active, .close, .closed),
                (.suspended, .resume, .active), (.suspended, .close, .closed),
            ]
        )
    }

    @Test func `persons`() {
        check(PersonState.self, [(.active, .suspend, .suspended), (.suspended, .resume, .active)])
    }

    @Test func `problems`() {
        check(
            Problem.State.self,
            [
                (.draft, .submit, .inReview), (.inReview, .return, .draft), (.inReview, .approve, .open),
                (.open, .amend, .open), (.open, .extend, .open), (.open, .deadline, .evaluating),
                (.open, .approve, .open), (.open, .return, .open),
                (.open, .cancel, .cancelled), (.evaluating, .conclude, .concluded),
            ]
        )
    }

    @Test func `releases`() {
        check(
            Release.State.self,
            [
                (.draft, .measure, .measuring), (.measuring, .pass, .inReview), (.measuring, .fail, .draft),
                (.measuring, .stop, .draft),
                (.inReview, .return, .draft), (.inReview, .release, .released),
                (.released, .suspend, .suspended), (.suspended, .resume, .released),
                (.released, .retire, .retired), (.suspended, .retire, .retired),
            ]
        )
    }

    @Test func `access requests`() {
        check(
            AccessRequest.State.self,
            [
                (.requested, .grant, .granted), (.requested, .decline, .declined),
                (.requested, .lapse, .declined),
                (.granted, .expire, .expired), (.granted, .revoke, .revoked),
            ]
        )
    }

    @Test func `versions of findings`() {
        check(
            Finding.State.self,
            [
                (.draft, .submit, .submitted), (.draft, .retract, .retracted),
                (.submitted, .pass, .publishable), (.submitted, .requestChanges, .changesRequested),
                (.submitted, .reject, .rejected), (.submitted, .retract, .retracted),
                (.rejected, .appeal, .submitted), (.changesRequested, .appeal, .submitted),
                (.submitted, .supersede, .superseded),
                (.changesRequested, .retract, .retracted), (.changesRequested, .supersede, .superseded),
                (.publishable, .publish, .published), (.publishable, .retract, .retracted),
                (.publishable, .requestChanges, .changesRequested),
                (.published, .withdraw, .withdrawn),
            ]
        )
    }

    @Test func `the three gates`() {
        check(
            Screening.self,
            [
                (.pending, .pass, .passed), (.pending, .fail, .failed), (.failed, .exception, .excepted),
                (.failed, .renew, .pending), (.passed, .renew, .pending), (.excepted, .renew, .pending),
                (.failed, .lapse, .lapsed), (.pending, .doubt, .doubtful), (.doubtful, .gone, .passed),
                (.doubtful, .stands, .upheld), (.doubtful, .defer, .unresolved),
                (.unresolved, .gone, .passed), (.unresolved, .stands, .upheld),
                (.unresolved, .lapse, .upheld), (.failed, .ask, .asked),
                (.asked, .exception, .excepted), (.asked, .refuse, .refused), (.asked, .renew, .pending),
                (.asked, .escalate, .escalated), (.escalated, .escalate, .escalated),
                (.escalated, .exception, .excepted), (.escalated, .refuse, .refused),
                (.escalated, .renew, .pending), (.refused, .renew, .pending), (.refused, .lapse, .lapsed),
            ]
        )
        check(
            Moderation.self,
            [
                (.pending, .accept, .accepted), (.pending, .requestChanges, .changesRequested),
                (.pending, .reject, .rejected), (.rejected, .appeal, .pending),
                (.changesRequested, .appeal, .pending), (.pending, .escalate, .escalated),
                (.escalated, .escalate, .escalated), (.escalated, .accept, .accepted),
                (.escalated, .requestChanges, .changesRequested), (.escalated, .reject, .rejected),
            ]
        )
        check(
            Clearance.State.self,
            [
                (.pending, .noObjection, .passed), (.pending, .raise, .flagged),
                (.flagged, .resume, .pending), (.pending, .leave, .left), (.flagged, .leave, .left),
                (.extended, .leave, .left),
                (.pending, .extend, .extended), (.pending, .unused, .passed), (.extended, .unused, .passed),
                (.pending, .lapse, .passed), (.pending, .cap, .passed),
                (.extended, .noObjection, .passed), (.extended, .raise, .flagged),
                (.extended, .lapse, .passed),
                (.extended, .cap, .passed),
                (.flagged, .raise, .flagged), (.flagged, .resolve, .passed), (.flagged, .uphold, .upheld),
                (.flagged, .cap, .passed), (.flagged, .capUpheld, .upheld),
            ]
        )
    }

    @Test func `certificates`() {
        check(
            Certification.self,
            [
                (.waiting, .ready, .pending), (.pending, .hold, .waiting), (.pending, .issue, .issued),
                (.pending, .fail, .failed), (.failed, .retry, .pending), (.failed, .lapse, .escalated),
                (.escalated, .retry, .pending), (.escalated, .lapse, .escalated),
            ]
        )
        #expect(Certification.stuck == Certification.clocked)
    }

    @Test func `reviews`() {
        check(
            Review.State.self,
            [
                (.requested, .give, .given), (.requested, .decline, .declined), (.requested, .lapse, .lapsed),
            ]
        )
    }

    @Test func `flags`() {
        check(
            Flag.State.self,
            [
                (.open, .concede, .conceded), (.open, .contest, .contested),
                (.open, .retract, .dismissed), (.open, .resolve, .resolved),
                (.conceded, .lapse, .upheld), (.conceded, .retract, .dismissed),
                (.conceded, .resolve, .resolved),
                (.contested, .uphold, .upheld), (.contested, .dismiss, .dismissed),
                (.contested, .lapse, .dismissed),
                (.contested, .escalate, .escalated), (.contested, .retract, .dismissed),
                (.contested, .resolve, .resolved),
                (.escalated, .uphold, .upheld), (.escalated, .dismiss, .dismissed),
                (.escalated, .lapse, .upheld),
                (.escalated, .retract, .dismissed), (.escalated, .resolve, .resolved),
                (.upheld, .resolve, .resolved),
            ]
        )
    }

    @Test func `publications and export runs`() {
        check(
            PublicationRecord.State.self,
            [
                (.embargoed, .publish, .published), (.embargoed, .retract, .withdrawn),
                (.published, .withdraw, .withdrawn), (.hidden, .withdraw, .withdrawn),
                (.published, .hide, .hidden), (.hidden, .show, .published),
            ]
        )
        check(
            WithdrawalNote.State.self,
            [
                (.screening, .pass, .waiting), (.screening, .fail, .refused), (.screening, .lapse, .lapsed),
                (.waiting, .allow, .shown), (.waiting, .refuse, .refused), (.waiting, .lapse, .lapsed),
            ]
        )
        check(
            ExportRun.self,
            [
                (.planned, .start, .writing), (.planned, .fail, .failed), (.writing, .seal, .sealed),
                (.writing, .fail, .failed), (.sealed, .swap, .current), (.sealed, .fail, .failed),
            ]
        )
    }

    @Test func `identifiers`() {
        check(
            Identifier.State.self,
            [
                (.none, .reserve, .draft), (.draft, .register, .registered), (.draft, .publish, .findable),
                (.registered, .publish, .findable), (.registered, .hide, .tombstone),
                (.findable, .hide, .tombstone),
            ]
        )
    }

    @Test func `an identifier gets from everywhere to what is wanted, and stays there`() throws {
        for wanted in Identifier.Wanted.allCases {
            for start in Identifier.State.allCases where start != .tombstone {
                var state = start
                var steps: [Identifier.State.Event] = []
                while let step = state.step(toward: wanted) {
                    steps.append(step)
                    state = try state.after(step)
                }
                #expect(state.rawValue == wanted.rawValue)
                #expect(steps.count <= 3, "\(start) toward \(wanted)")
            }
        }
    }

    @Test func `a provider has no event that ends in refusal`() {
        // Whatever a provider does, a clearance ends passed or upheld, and upheld needs moderators.
        let byProvider: [Clearance.State.Event] = [.noObjection, .raise, .extend]
        for state in Clearance.State.allCases {
            for event in byProvider { #expect(state.next(event) != .upheld) }
        }
    }
}
