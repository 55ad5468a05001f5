// SPDX-License-Identifier: Apache-2.0

/// What a run over a slice found.
package struct Report: Sendable {
    /// How many states were reached.
    package let states: Int
    /// How many steps between them there are.
    package let steps: Int
    /// The shortest way to something that must not be; `nil` when there is none.
    package let counterexample: Counterexample?
}

/// A way to something that must not be.
package struct Counterexample: Sendable {
    /// What does not hold at its end.
    package let invariant: Invariant
    /// What happened, in words, from the beginning.
    package let trace: [String]
}

/// Goes from state to state, nearest first, until there is none that was not reached or an invariant is
/// broken.
struct Explorer<S: Slice> {
    let slice: S
    private(set) var table = CodeTable()
    private var steps = Steps<S.State>()
    private var count = 0

    init(_ slice: S) { self.slice = slice }

    /// All states that can be reached, or the first thing that must not be.
    mutating func run() -> Report {
        for start in slice.starts { table.insert(start.code, from: table.count) }
        var index = 0
        while index < table.count {
            let state = S.State(code: table[index])
            if slice.isStuck(state) {
                return report(.goesOn, trace(to: index) + ["and nobody is waited for"])
            }
            steps.removeAll()
            slice.steps(from: state, into: &steps)
            for step in steps.list {
                count += 1
                if let broken = step.state.broken {
                    return report(broken, trace(to: index, and: step))
                }
                table.insert(step.state.code, from: index)
            }
            index += 1
        }
        guard slice.looksForCircles, let circle = circle() else {
            return Report(states: table.count, steps: count, counterexample: nil)
        }
        return report(.noCircle, circle)
    }

    private func report(_ invariant: Invariant, _ trace: [String]) -> Report {
        Report(
            states: table.count,
            steps: count,
            counterexample: Counterexample(invariant: invariant, trace: trace)
        )
    }

    /// The acts that lead to a state, found by asking each state on the way once more.
    func trace(to index: Int, and last: Steps<S.State>.Step? = nil) -> [String] {
        var path = [index]
        while let last = path.last, table.parent(of: last) != last { path.append(table.parent(of: last)) }
        path.reverse()
        var words = slice.starts.count > 1 ? ["beginning \(path[0] + 1)"] : []
        var way = zip(path, path.dropFirst()).compactMap { from, to in
            var steps = Steps<S.State>()
            slice.steps(from: S.State(code: table[from]), into: &steps)
            return steps.list.first { $0.state.code == table[to] }
        }
        if let last { way.append(last) }
        var days = 0
        for step in way {
            days += step.days
            guard step.days == 0 else { continue }
            if days > 0 { words.append("\(days) days pass") }
            days = 0
            words.append(step.label.words)
        }
        return days > 0 ? words + ["\(days) days pass"] : words
    }
}
