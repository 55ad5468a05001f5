// SPDX-License-Identifier: Apache-2.0
import Domain

/// Of whose share a request takes.
enum Client: Hashable, Sendable {
    /// All together.
    case everybody
    case organisation(ID<Organisation>)
    case person(ID<Person>)
    /// As ``ClientAddress`` has it.
    case address(String)
}
