// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import Telemetry
import Testing

struct PrometheusTests {
    @Test func `counters, gauges and histograms are read as text`() {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "hits_total", dimensions: [("a", "x\"y\\z\n")], factory: registry)
        counter.increment(by: 2)
        counter.increment()
        Meter(label: "level", factory: registry).set(1.5)
        let timer = CoreMetrics.Timer(label: "took_seconds", factory: registry)
        timer.recordNanoseconds(2_000_000)
        timer.recordNanoseconds(20_000_000_000)
        let text = registry.text()
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.contains("# TYPE hits_total counter"))
        #expect(lines.contains(#"hits_total{a="x\"y\\z\n"} 3.0"#))
        #expect(lines.contains("level 1.5"))
        #expect(lines.contains(#"took_seconds_bucket{le="0.001"} 0"#))
        #expect(lines.contains(#"took_seconds_bucket{le="0.0025"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{le="10.0"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{le="+Inf"} 2"#))
        #expect(lines.contains("took_seconds_count 2"))
    }

    @Test func `the same label and dimensions are one series, until it is destroyed`() {
        let registry = PrometheusRegistry()
        Counter(label: "n_total", factory: registry).increment()
        let again = Counter(label: "n_total", factory: registry)
        again.increment()
        #expect(registry.text() == "# TYPE n_total counter\nn_total 2.0\n")
        again.destroy()
        #expect(registry.text() == "")
    }
}
