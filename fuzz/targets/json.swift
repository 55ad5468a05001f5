// SPDX-License-Identifier: Apache-2.0

/// The strict JSON parser and the canonical writer.
func check(_ input: [UInt8]) {
    let value: JSON
    do {
        value = try JSON(parsing: input)
    } catch {
        hold((0...input.count).contains(error.offset), "an error lies in the text")
        return
    }
    var count = 0
    hold(depth(of: value, &count) <= JSON.Limits.standard.depth, "no value is deeper than the limit")
    hold(count <= JSON.Limits.standard.values, "no more values than the limit")

    let written = value.canonical
    guard let again = try? JSON(parsing: written) else { return hold(false, "what is written can be read") }
    hold(again.canonical == written, "writing, reading and writing again changes nothing")
    hold((try? JSON(parsing: written + [0x20])) == again, "space behind a text means nothing")
    if value.object != nil || value.array != nil || value.string != nil {
        hold((try? JSON(parsing: written.dropLast())) == nil, "a text without its end is refused")
        hold((try? JSON(parsing: written + written)) == nil, "two texts are refused")
    }
}

private func depth(of value: JSON, _ count: inout Int) -> Int {
    count += 1
    switch value {
    case .array(let elements): return 1 + elements.reduce(0) { max($0, depth(of: $1, &count)) }
    case .object(let members): return 1 + members.values.reduce(0) { max($0, depth(of: $1, &count)) }
    case .string(let text):
        hold(!text.utf8.contains(0), "no string has a NUL")
        return 0
    default: return 0
    }
}
