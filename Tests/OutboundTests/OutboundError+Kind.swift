// SPDX-License-Identifier: Apache-2.0
import Outbound

/// Which error it is, whatever it says beside that.
extension OutboundError? {
    var isInner: Bool { if case .inner = self { true } else { false } }
    var isMalformed: Bool { if case .malformed = self { true } else { false } }
    var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
    var isUntrusted: Bool { if case .untrusted = self { true } else { false } }
    var isRedirected: Bool { if case .redirected = self { true } else { false } }
    var isBroken: Bool { if case .broken = self { true } else { false } }
}
