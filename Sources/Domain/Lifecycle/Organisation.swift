// SPDX-License-Identifier: Apache-2.0

/// Who posts problems and data, and who employs researchers.
package enum Organisation {
    /// What sort of organisation it is.
    package enum Kind: String, CaseIterable, Sendable {
        case enterprise, university, institute
        case publicBody = "public_body"
    }

    /// How an organisation stands with the platform; no clock ends any of its states.
    package enum State: String, Lifecycle {
        /// Made, not yet approved by an administrator.
        case pending
        case active
        /// Nothing new may begin; running clocks go on.
        case suspended
        /// For good.
        case closed

        /// What moves an organisation: it may be closed from every other state, and for good.
        package enum Event: String, CaseIterable, Sendable {
            case approve, suspend, resume, close
        }

        package static let object = ObjectKind.organisation
        package var isWaiting: Bool { false }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.pending, .approve): .active
            case (.active, .suspend): .suspended
            case (.suspended, .resume): .active
            case (.pending, .close), (.active, .close), (.suspended, .close): .closed
            case (.pending, .suspend), (.pending, .resume), (.active, .approve), (.active, .resume),
                (.suspended, .approve), (.suspended, .suspend), (.closed, _):
                nil
            }
        }
    }
}
