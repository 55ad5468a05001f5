// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// One request's place among those under way, from its head to the end of its answer.
///
/// The guard and the route hold it both; whatever either does after it has ended has no effect.
final class Ticket: Sendable {
    private struct Place {
        var stage: Admission.Stage
        var clients: [Client]
        /// What the person's rate says, once it was asked.
        var allowance: RateLimiter.Allowance?
        /// For whom the request's token speaks is known.
        var hasBearer: Bool
    }

    private let admission: Admission
    /// `nil` once it has ended.
    private let place: Mutex<Place?>

    /// Takes a place in the shares of whom the request's token speaks for, or of its address; a probe
    /// does so `regardless` of how many are taken.
    init(
        _ admission: Admission,
        _ stage: Admission.Stage,
        address: String?,
        bearer: Bearer?,
        allowance: RateLimiter.Allowance?,
        regardless: Bool
    ) throws(SpentShare) {
        let own = bearer?.clients ?? address.map { [.address($0)] } ?? []
        let clients = [Client.everybody] + own
        try admission.enter(stage, clients, regardless: regardless)
        self.admission = admission
        place = Mutex(
            Place(stage: stage, clients: clients, allowance: allowance, hasBearer: bearer != nil)
        )
    }

    deinit { leave() }

    var stage: Admission.Stage? { place.withLock { $0?.stage } }

    /// What the answer says of the rate.
    var allowance: RateLimiter.Allowance? { place.withLock { $0?.allowance } }

    /// Whether the request is still charged to its address alone.
    var lacksBearer: Bool { place.withLock { $0.map { !$0.hasBearer } ?? false } }

    /// Charges the request to whom its token turned out to speak for.
    func charge(to bearer: Bearer, _ allowance: RateLimiter.Allowance?) throws(SpentShare) {
        try place.withLock { (place) throws(SpentShare) in
            guard var changed = place, !changed.hasBearer else { return }
            changed.hasBearer = true
            if let allowance { changed.allowance = allowance }
            place = changed
            try admission.enter(changed.stage, bearer.clients)
            place?.clients += bearer.clients
        }
    }

    /// The request waits for its client from now on, or no longer does.
    ///
    /// - Throws: ``SpentShare`` when everybody's share of that is spent, unless `regardless`.
    func move(to stage: Admission.Stage, regardless: Bool = false) throws(SpentShare) {
        try place.withLock { (place) throws(SpentShare) in
            guard let known = place, known.stage != stage else { return }
            try admission.move(from: known.stage, to: stage, known.clients, regardless: regardless)
            place?.stage = stage
        }
    }

    func leave() {
        place.withLock { place in
            guard let known = place else { return }
            admission.leave(known.stage, known.clients)
            place = nil
        }
    }
}
