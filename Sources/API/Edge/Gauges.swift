// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import Store
import Synchronization
import Telemetry

/// What is counted elsewhere and looked up when somebody reads the metrics.
package final class Gauges: Sendable {
    private let registry: PrometheusRegistry
    private let startedAt = ProcessUsage.secondsNow()
    /// What the database said, and when; scraping more often asks it no more often.
    private let known = Mutex<(at: ContinuousClock.Instant, operations: Operations?)?>(nil)
    private static let freshness = Duration.seconds(5)

    package init(_ registry: PrometheusRegistry) {
        self.registry = registry
    }

    /// The metrics as Prometheus text.
    func text(_ services: Services, _ edge: Edge) async -> String {
        set("teahouse_requests_in_flight", [], Double(edge.requestsInFlight))
        set("teahouse_transfers", [], Double(edge.transfers))
        set("teahouse_draining", [], edge.isDraining ? 1 : 0)
        for (name, database) in [
            ("app", services.app), ("public", services.public), ("search", services.search),
            ("platform", services.platform),
        ] {
            pool(name, database.statistics)
        }
        let cache = services.publications.statistics
        set("teahouse_cache_entries", [], Double(cache.entries))
        set("teahouse_cache_bytes", [], Double(cache.bytes))
        registry.setCounter(label: "teahouse_cache_hits_total", to: Double(cache.hits))
        registry.setCounter(label: "teahouse_cache_misses_total", to: Double(cache.misses))
        if let room = services.files.room() {
            set("teahouse_store_free_bytes", [], room.free)
            set("teahouse_store_size_bytes", [], room.size)
        }
        process()
        let operations = await operations(services)
        set("teahouse_database_up", [], operations == nil ? 0 : 1)
        if let operations { database(operations) }
        return registry.text()
    }

    func dropAll() {
        known.withLock { $0 = nil }
    }

    private func pool(_ name: String, _ statistics: PoolStatistics) {
        let pool = ("pool", name)
        for (state, count) in [
            ("idle", statistics.idle), ("busy", statistics.busy), ("waiting", statistics.waiting),
        ] {
            set("teahouse_pool_connections", [pool, ("state", state)], Double(count))
        }
        registry.setCounter(
            label: "teahouse_pool_opened_total",
            dimensions: [pool],
            to: Double(statistics.opened)
        )
        registry.setCounter(
            label: "teahouse_pool_retries_total",
            dimensions: [pool],
            to: Double(statistics.retries)
        )
    }

    private func process() {
        set("process_start_time_seconds", [], startedAt)
        for (name, value) in ProcessUsage.now() {
            if name.hasSuffix("_total") {
                registry.setCounter(label: name, to: value)
            } else {
                set(name, [], value)
            }
        }
    }

    private func database(_ operations: Operations) {
        for (state, count) in [
            ("ready", operations.jobsReady), ("running", operations.jobsRunning),
            ("failed", operations.jobsFailed), ("parked", operations.jobsParked),
        ] {
            set("teahouse_jobs", [("state", state)], Double(count))
        }
        set("teahouse_clocks_overdue", [], Double(operations.overdueClocks))
        set("teahouse_moderations_overdue", [], Double(operations.overdueModerations))
        set("teahouse_certificates_stuck", [], Double(operations.certificatesStuck))
        set("teahouse_appointments_overdue", [], Double(operations.overdueAppointments))
        set("teahouse_identifiers_waiting", [], Double(operations.identifiersWaiting))
        if let writtenAt = operations.logWrittenAt {
            set("teahouse_log_written_timestamp_seconds", [], writtenAt)
        }
        if let sealedAt = operations.logSealedAt {
            set("teahouse_log_sealed_timestamp_seconds", [], sealedAt)
        }
        if let lastExport = operations.lastExport {
            set("teahouse_last_export_timestamp_seconds", [], lastExport)
        }
    }

    private func set(_ label: String, _ dimensions: [(String, String)], _ value: Double) {
        registry.setGauge(label: label, dimensions: dimensions, to: value)
    }

    private func operations(_ services: Services) async -> Operations? {
        let now = ContinuousClock.now
        if let known = known.withLock({ $0 }), known.at.advanced(by: Self.freshness) > now {
            return known.operations
        }
        var operations: Operations?
        do {
            operations = try await services.platform.read(deadline: now + .seconds(2)) {
                try Operations.now($0)
            }
        } catch {
            services.logger.warning("the metrics could not be read from the database: \(error)")
        }
        known.withLock { [operations] in $0 = (now, operations) }
        return operations
    }
}
