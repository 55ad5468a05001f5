// SPDX-License-Identifier: Apache-2.0
import Domain

/// What is done to a record by a line of the delta.
enum DeltaOperation: String {
    /// The record is new or has changed.
    case put
    /// The record is now a tombstone.
    case withdraw
    /// The record is not shown for now.
    case hide

    /// The delta's line, canonical because the record is and the names are in order; `nil` is no record.
    func line(_ pid: PID, record: [UInt8]?) -> [UInt8] {
        Array(#"{"op":"\#(rawValue)","pid":"\#(pid)","record":"#.utf8) + (record ?? Array("null".utf8))
            + [UInt8(ascii: "}")]
    }
}

/// Reads the member `pid` of an object on a line without building the rest.
///
/// For lines that were checked when they were written: what is no JSON gives `nil` or
/// any PID that stands in it.
func topLevelPID(of line: [UInt8]) -> PID? {
    line.withUnsafeBufferPointer(topLevelPID)
}

private func topLevelPID(of line: UnsafeBufferPointer<UInt8>) -> PID? {
    var depth = 0
    var expectsName = false
    var isPID = false
    var index = 0
    while index < line.count {
        switch line[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            expectsName = depth == 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ","): expectsName = depth == 1
        case UInt8(ascii: "\""):
            let start = index + 1
            index = start
            while index < line.count, line[index] != UInt8(ascii: "\"") {
                index += line[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard index < line.count else { return nil }
            if depth == 1 {
                if isPID, !expectsName { return PID(String(decoding: line[start..<index], as: UTF8.self)) }
                if expectsName { isPID = line[start..<index].elementsEqual("pid".utf8) }
                expectsName = false
            }
        default: break
        }
        index += 1
    }
    return nil
}
