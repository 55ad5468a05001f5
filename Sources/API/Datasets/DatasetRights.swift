// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// The look-ups that every change of a dataset begins with.
enum DatasetRights {
    /// The dataset, for who has a right to the action; others are told no more than they know.
    static func dataset(_ pid: PID, _ action: Action, _ caller: Caller, _ db: Connection) throws
        -> DatasetRecord
    {
        let dataset = try DatasetStore(db).dataset(pid).orNotFound()
        let isReleased = try !PublishedReleaseStore(db).releases(of: pid).isEmpty
        let state: DatasetState = isReleased ? .released : .unreleased
        try Standing(of: caller, to: state, of: dataset.organisation).require(action)
        return dataset
    }

    /// The release and how the caller stands to it, with a right to the action; others are told no more than they know.
    static func release(_ pid: PID, _ sequence: Int, _ action: Action, _ caller: Caller, _ db: Connection)
        throws -> (ReleaseRecord, Standing)
    {
        let release = try ReleaseStore(db).release(pid, sequence).orNotFound()
        let standing = try Standing(of: caller, to: release, db)
        try standing.require(action)
        return (release, standing)
    }

    /// All of a release, for who sees more of it than its public description.
    static func inspected(_ pid: PID, _ sequence: Int, _ caller: Caller?, _ db: Connection) throws
        -> (ReleaseRecord, Standing)?
    {
        guard let caller, let release = try ReleaseStore(db).release(pid, sequence) else { return nil }
        let standing = try Standing(of: caller, to: release, db)
        return standing.may(.inspect) ? (release, standing) : nil
    }
}
