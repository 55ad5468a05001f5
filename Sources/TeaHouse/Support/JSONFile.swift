// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON

/// A file of JSON that a person wrote.
enum JSONFile {
    /// Reads it with `body`; a `ValidationError` names every fault in it, calling it a `kind`.
    static func read<Value>(
        _ path: String,
        as kind: String,
        _ body: (JSON) throws(InvalidObject) -> Value
    ) throws -> Value {
        do {
            return try body(try JSON(parsing: try Verify.bytes(path)))
        } catch let error as InvalidObject {
            let faults = error.errors.map { "\n  \($0.pointer): \($0.detail)" }.joined()
            throw ValidationError("\(path) is no \(kind):\(faults)")
        } catch let error as JSON.SyntaxError {
            throw ValidationError("\(path) is no JSON: \(error)")
        }
    }
}
