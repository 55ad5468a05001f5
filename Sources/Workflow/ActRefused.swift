// SPDX-License-Identifier: Apache-2.0
import JSON

/// Why an act does not happen, although its caller has the right to it.
///
/// What a lifecycle refuses is `TransitionRefused`; an act that came too late is `LostRace`.
package enum ActRefused: Error, Hashable, Sendable {
    /// The present state of things stands in the way; `errors` names the parts that do, and is
    /// empty when it is the whole.
    case conflict(code: String, detail: String, errors: [FieldError])
    /// Some of what is asked for is well formed and still wrong; at least one error.
    case invalid([FieldError])
    /// One field is reason enough to look at nothing else: the refusal has its code and its detail.
    case unheard(FieldError)
}

extension ActRefused {
    /// The present state of things stands in the way.
    static func conflict(_ code: String, _ detail: String) -> Self {
        .conflict(code: code, detail: detail, errors: [])
    }

    /// One field is well formed and still wrong.
    static func invalid(_ pointer: String, _ code: String, _ detail: String) -> Self {
        .invalid([FieldError(pointer: pointer, code: code, detail: detail)])
    }
}
