// SPDX-License-Identifier: Apache-2.0

/// What each metric means, for whoever reads `/metrics`.
package enum MetricHelp {
    /// One sentence by the name of the metric.
    package static let texts: [String: String] = [
        "process_cpu_seconds_total": "Processor time that the process has taken, in seconds.",
        "process_max_fds": "How many files the process may have open.",
        "process_open_fds": "How many files the process has open.",
        "process_resident_memory_bytes": "Memory that the process has, in bytes.",
        "process_start_time_seconds": "When the process started, in seconds since 1970.",
        "teahouse_appointments_overdue":
            "Findings that lack judges whom administrators should have appointed.",
        "teahouse_build_info": "Always 1; the program's version, and the newest migration that it carries.",
        "teahouse_cache_bytes": "Bytes of publications that are kept in memory.",
        "teahouse_cache_entries": "Publications that are kept in memory.",
        "teahouse_cache_hits_total": "Publications that were answered from memory.",
        "teahouse_cache_misses_total": "Publications that had to be read.",
        "teahouse_certificates_stuck": "Certificates that could not be issued, or were not in a day.",
        "teahouse_clocks_overdue": "Things that the clock should have ended a minute ago.",
        "teahouse_database_up": "Whether the database answered.",
        "teahouse_draining": "Whether the server is about to stop.",
        "teahouse_http_request_duration_seconds":
            "How long answers took, by route and class of status, in seconds.",
        "teahouse_identifiers_waiting": "DOIs that are not registered as they should be.",
        "teahouse_jobs": "Jobs by state.",
        "teahouse_last_export_timestamp_seconds":
            "When the present export was finished, in seconds since 1970; not there before the first one.",
        "teahouse_limit_hits_total":
            "How often a client was refused by a limit, by the name that RateLimit-Policy gives it.",
        "teahouse_limited_total":
            "Answers to those who ran into a limit: of time 408, size 413, rate 429, work under way 503, disk 507.",
        "teahouse_log_sealed_timestamp_seconds":
            "When the transparency log's last checkpoint was sealed, in seconds since 1970.",
        "teahouse_log_written_timestamp_seconds":
            "When the transparency log's newest entry was written, in seconds since 1970; later than sealed: it waits.",
        "teahouse_moderations_overdue": "Moderators' work past its due time.",
        "teahouse_pool_connections": "Connections to the database by pool and state; who waits for one.",
        "teahouse_pool_opened_total": "Connections to the database that were opened.",
        "teahouse_pool_retries_total": "Work on the database that was begun anew.",
        "teahouse_requests_in_flight":
            "Requests at work: their bodies have arrived, and their answers have not begun.",
        "teahouse_store_free_bytes": "Bytes free where the files are stored, for who is not root.",
        "teahouse_store_size_bytes": "Bytes of the file system where the files are stored.",
        "teahouse_transfers": "Bodies and answers on their way, which wait for their clients.",
    ]
}
