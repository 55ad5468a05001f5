// SPDX-License-Identifier: Apache-2.0

/// Ends the run, so that the fuzzer keeps the input, unless `condition` holds.
func hold(_ condition: @autoclosure () -> Bool, _ property: @autoclosure () -> String) {
    guard !condition() else { return }
    fatalError("property broken: \(property())")
}

/// What the fuzzer calls with every input; `check` is the target's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Numbers taken from the front of an input, which the fuzzer thereby steers.
struct Choices {
    private var rest: ArraySlice<UInt8>

    init(_ input: [UInt8]) {
        rest = input[...]
    }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(byte()) } }

    /// From 0 up, of any magnitude.
    mutating func number() -> Int64 {
        let bits = word() >> 1
        return Int64(bits >> UInt64(byte() & 63))
    }

    /// All that was not taken.
    var remaining: [UInt8] { Array(rest) }
}
