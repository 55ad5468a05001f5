// SPDX-License-Identifier: Apache-2.0

/// A state on the path of a search for circles, with the steps without time that lead out of it.
private struct Place {
    let index: Int
    let next: [(index: Int, label: Label, asks: Bool)]
    /// How many of them were followed.
    var position = 0
}

private enum Mark { case new, onPath, done }

extension Explorer {
    /// A circle of steps without time of which one asks for work; `nil` when there is none.
    ///
    /// Depth first: a step to a state that is still on the path closes a circle.
    func circle() -> [String]? {
        var marks = Array(repeating: Mark.new, count: table.count)
        for start in 0..<table.count where marks[start] == .new {
            var path = [place(start)]
            marks[start] = .onPath
            while let top = path.last {
                guard top.position < top.next.count else {
                    marks[top.index] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].position += 1
                let index = top.next[top.position].index
                switch marks[index] {
                case .done: continue
                case .new:
                    marks[index] = .onPath
                    path.append(place(index))
                case .onPath:
                    let begin = path.firstIndex { $0.index == index } ?? 0
                    let round = path[begin...].map { $0.next[$0.position - 1] }
                    guard round.contains(where: \.asks) else { continue }
                    return trace(to: index) + ["and round and round:"] + round.map(\.label.words)
                }
            }
        }
        return nil
    }

    private func place(_ index: Int) -> Place {
        var steps = Steps<S.State>()
        slice.steps(from: S.State(code: table[index]), into: &steps)
        let next = steps.list.filter { $0.days == 0 }.compactMap { step in
            table.index(of: step.state.code).map { (index: $0, label: step.label, asks: step.asks) }
        }
        return Place(index: index, next: next)
    }
}
