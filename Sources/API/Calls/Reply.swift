// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// What a handler returns: an ``Answer`` in memory, or a response whose body streams from disk.
package enum Reply: Sendable {
    case answer(Answer)
    case stream(Response)
}
