// SPDX-License-Identifier: Apache-2.0
import Domain

/// Packs the fields of a state into one integer, or takes them out again: one function does both, so
/// that they cannot differ.
struct Coder {
    /// The fields so far, the first one lowest.
    private(set) var code: UInt128
    private let isReading: Bool
    private var shift: UInt128 = 0

    /// For packing.
    init() {
        code = 0
        isReading = false
    }

    /// For taking out what was packed.
    init(reading code: UInt128) {
        self.code = code
        isReading = true
    }

    /// A number from 0 to 2^`bits` - 1; anything else is an error of the model.
    mutating func number(_ value: inout Int, _ bits: UInt128) {
        let mask = (UInt128(1) << bits) - 1
        if isReading {
            value = Int(truncatingIfNeeded: (code >> shift) & mask)
        } else {
            precondition(value >= 0 && UInt128(value) <= mask, "a field of a state is too small for \(value)")
            code |= UInt128(value) << shift
        }
        shift += bits
    }

    mutating func flag(_ value: inout Bool) {
        var number = value ? 1 : 0
        self.number(&number, 1)
        value = number == 1
    }

    /// A state of a lifecycle, of which none has more than sixteen.
    mutating func state<State: Lifecycle>(_ value: inout State) {
        // Cases without values are one byte, counted in their order.
        var number = Int(unsafeBitCast(value, to: UInt8.self))
        self.number(&number, 4)
        value = unsafeBitCast(UInt8(truncatingIfNeeded: number), to: State.self)
    }
}

/// What the model knows of a finding and of those around it at one moment, small enough for 128 bits.
protocol ModelState: Sendable {
    init()
    /// Names each field to the coder, always in the same order.
    mutating func code(with coder: inout Coder)
    /// What the step that led here broke; no part of the state.
    var broken: Invariant? { get }
}

extension ModelState {
    var code: UInt128 {
        var copy = self
        var coder = Coder()
        copy.code(with: &coder)
        return coder.code
    }

    init(code: UInt128) {
        self.init()
        var coder = Coder(reading: code)
        self.code(with: &coder)
    }
}
