// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import Synchronization

/// A backend of swift-metrics that is read as Prometheus text (text exposition format 0.0.4).
///
/// Timers become histograms in seconds, recorders that aggregate become histograms of their values, and
/// everything else one number. The same label and dimensions are the same series.
package final class PrometheusRegistry: MetricsFactory {
    private let series = Mutex<[Series.ID: Series]>([:])
    private let help: [String: String]

    /// A registry that says of each name of `help` what it means.
    package init(help: [String: String] = [:]) {
        self.help = help
    }

    private func series(_ label: String, _ dimensions: [(String, String)], _ kind: Series.Kind) -> Series {
        let id = Series.ID(name: label, labels: dimensions.map { Series.Label(name: $0, value: $1) })
        return series.withLock { all in
            if let known = all[id] { return known }
            let made = Series(id: id, kind: kind)
            all[id] = made
            return made
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter)
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
        -> any FloatingPointCounterHandler
    {
        series(label, dimensions, .counter)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        series(label, dimensions, aggregate ? .histogram : .gauge)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram)
    }

    package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

    private func forget(_ handler: Any) {
        guard let gone = handler as? Series else { return }
        series.withLock { $0[gone.id] = nil }
    }

    /// Sets what is counted elsewhere, and only ever grows.
    package func setCounter(label: String, dimensions: [(String, String)] = [], to value: Double) {
        series(label, dimensions, .counter).set(value)
    }

    /// Sets what is looked up when somebody reads it.
    package func setGauge(label: String, dimensions: [(String, String)] = [], to value: Double) {
        series(label, dimensions, .gauge).set(value)
    }

    /// All series in the text format, in a fixed order.
    package func text() -> String {
        let all = series.withLock { Array($0.values) }.sorted { $0.id < $1.id }
        var text = ""
        var name = ""
        for series in all {
            if series.id.name != name {
                name = series.id.name
                if let help = help[name] { text += "# HELP \(name) \(help)\n" }
                text += "# TYPE \(name) \(series.kind.rawValue)\n"
            }
            series.write(to: &text)
        }
        return text
    }
}
