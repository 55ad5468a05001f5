// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Caller {
    /// Whether the caller may know of what the organisation has not released yet.
    func seesDrafts(of organisation: ID<Organisation>) -> Bool {
        hasAny([.owner, .dataOfficer, .clearanceOfficer], in: organisation)
    }

    /// Whether the caller sees all of a release, not only its public description.
    func seesAll(of release: ReleaseRecord) -> Bool {
        seesDrafts(of: release.organisation) || release.state == .inReview && (isModerator || isAdmin)
            || release.state.isPublic && isAdmin
    }
}

extension ReleaseRecord {
    /// What the caller may do with the release now.
    func actions(of caller: Caller, isParty: Bool) -> [Release.State.Event] {
        Release.State.Event.allCases.filter { event in
            guard state.next(event) != nil else { return false }
            switch event {
            case .measure: return caller.mayGive(self)
            case .return, .release: return caller.isModerator && caller.scopes.contains(.moderate) && !isParty
            case .suspend, .resume, .retire: return caller.mayGive(self) || caller.mayOversee
            case .pass, .fail: return false
            }
        }
    }
}

extension Caller {
    fileprivate var mayOversee: Bool { isAdmin && scopes.contains(.datasets) }

    fileprivate func mayGive(_ release: ReleaseRecord) -> Bool {
        has(.dataOfficer, in: release.organisation) && scopes.contains(.datasets)
    }
}

/// The look-ups that every change of a dataset begins with.
enum DatasetRights {
    /// The dataset, for a data officer of its organisation; others are told no more than they know.
    static func dataset(_ pid: PID, for caller: Caller, _ db: Connection) throws -> DatasetRecord {
        let dataset = try DatasetStore(db).dataset(pid).orNotFound()
        guard caller.has(.dataOfficer, in: dataset.organisation) else {
            let isKnown =
                try caller.seesDrafts(of: dataset.organisation)
                || !PublishedReleaseStore(db).releases(of: pid).isEmpty
            throw isKnown ? notAnOfficer : ProblemDetails.notFound
        }
        return dataset
    }

    /// The release, for a data officer of its organisation; others are told no more than they know.
    static func release(_ pid: PID, _ sequence: Int, for caller: Caller, _ db: Connection) throws
        -> ReleaseRecord
    {
        let release = try seen(pid, sequence, by: caller, db)
        guard caller.has(.dataOfficer, in: release.organisation) else { throw notAnOfficer }
        return release
    }

    /// The release, for whoever may know of it.
    static func seen(_ pid: PID, _ sequence: Int, by caller: Caller, _ db: Connection) throws -> ReleaseRecord
    {
        let release = try ReleaseStore(db).release(pid, sequence).orNotFound()
        guard release.state.isPublic || caller.seesAll(of: release) else { throw ProblemDetails.notFound }
        return release
    }

    /// Whether the caller belongs to the organisation that gives the release, in whatever state it is.
    static func isParty(_ caller: Caller, to release: ReleaseRecord, _ db: Connection) throws -> Bool {
        try PersonStore(db).memberships(of: caller.person).contains {
            $0.organisation == release.organisationPID
        }
    }

    static let notAnOfficer = ProblemDetails.forbidden(
        "role",
        "Only a data officer of the organisation may do this."
    )
}
