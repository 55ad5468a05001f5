// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension PublicationEntry: Target {
    static func key(_ call: Call) throws -> PID { try call[.pid(.publication)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? {
        try PublicationStore(db).publication(key)
    }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try PublicationStore(db).held(key) }

    /// A caller who does not see the version behind a publication sees what is public of it,
    /// and may not take that back.
    static func absence(of key: PID, for action: Action, _ caller: Caller, _ db: Connection) throws
        -> ProblemDetails
    {
        if let published = try PublishedStore(db).publication(key) {
            let face: PublicationFace =
                published.isWithdrawn ? .withdrawn : published.hiddenUntil == nil ? .published : .hidden
            try Standing(.publication, in: face.rawValue, by: caller.relations(), caller.scopes)
                .require(action)
        }
        return .notFound
    }

    func standing(of caller: Caller, _ db: Connection) throws -> Standing {
        try Standing(of: caller, to: self, db)
    }

    /// That of the document, which stays what it is.
    func tag(for caller: Caller, _ db: Connection) -> String { digest.description }
}
