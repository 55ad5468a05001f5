// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// A share of which nothing is left.
struct SpentShare: Error {
    let client: Client
    let stage: Admission.Stage
    let bound: Int

    /// 503 where it is everybody's, 429 where it is the client's own.
    var refusal: ProblemDetails {
        let details: ProblemDetails
        switch client {
        case .everybody: details = .overloaded
        case .organisation, .person, .address:
            details = ProblemDetails(
                .tooManyRequests,
                "too_many_at_once",
                "At most \(bound) \(stage.rawValue) of one \(whose) are under way at once."
            ).with(.retryAfter, "1")
        }
        return details.with(
            SpentLimit("\(whose)-\(stage.rawValue)", Int64(bound), unit: "concurrent-requests")
        )
    }

    private var whose: String {
        switch client {
        case .everybody: "server"
        case .organisation: "organisation"
        case .person: "person"
        case .address: "address"
        }
    }
}
