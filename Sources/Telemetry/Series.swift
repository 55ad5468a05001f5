// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import Synchronization

/// One series of numbers with its labels.
final class Series: Sendable {
    enum Kind: String {
        case counter, gauge, histogram
    }

    struct Label: Hashable {
        let name: String
        let value: String
    }

    struct ID: Hashable, Comparable {
        let name: String
        let labels: [Label]

        static func < (left: Self, right: Self) -> Bool {
            left.name == right.name
                ? left.labels.lexicographicallyPrecedes(right.labels) {
                    ($0.name, $0.value) < ($1.name, $1.value)
                }
                : left.name < right.name
        }
    }

    private struct State {
        var value = 0.0
        var buckets = [Int](repeating: 0, count: Series.bounds.count + 1)
        var count = 0
    }

    /// The upper bounds of a histogram's buckets, in seconds where it is one of time.
    static let bounds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    let id: ID
    let kind: Kind
    private let state = Mutex(State())

    init(id: ID, kind: Kind) {
        self.id = id
        self.kind = kind
    }

    private func add(_ amount: Double) {
        state.withLock { $0.value += amount }
    }

    private func observe(_ value: Double) {
        let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.value += value
            state.count += 1
            state.buckets[bucket] += 1
        }
    }

    func write(to text: inout String) {
        let state = state.withLock { $0 }
        guard kind == .histogram else {
            text += "\(id.name)\(labels()) \(state.value)\n"
            return
        }
        var below = 0
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.buckets) {
            below += count
            text += "\(id.name)_bucket\(labels(Label(name: "le", value: bound))) \(below)\n"
        }
        text += "\(id.name)_sum\(labels()) \(state.value)\n\(id.name)_count\(labels()) \(state.count)\n"
    }

    private func labels(_ further: Label...) -> String {
        let all = (id.labels + further).map { label in
            let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
                "\n",
                with: "\\n"
            )
            return "\(label.name)=\"\(value)\""
        }
        return all.isEmpty ? "" : "{" + all.joined(separator: ",") + "}"
    }
}

extension Series: CounterHandler {
    func increment(by amount: Int64) { add(Double(amount)) }
    func reset() { state.withLock { $0 = State() } }
}

extension Series: FloatingPointCounterHandler {}

extension Series: MeterHandler {
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }
}

extension Series: RecorderHandler {
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { kind == .histogram ? observe(value) : set(value) }
}

extension Series: TimerHandler {
    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
}
