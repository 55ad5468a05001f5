// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What this process takes of its machine, by the names that all Prometheus clients use.
package enum ProcessUsage {
    /// Each name with its present value; what the system does not tell is left out.
    package static func now() -> [(name: String, value: Double)] {
        var usage = [("process_cpu_seconds_total", seconds(CLOCK_PROCESS_CPUTIME_ID))]
        if let memory = residentBytes() { usage.append(("process_resident_memory_bytes", memory)) }
        if let descriptors = openDescriptors() { usage.append(("process_open_fds", descriptors)) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            usage.append(("process_max_fds", Double(limit.rlim_cur)))
        }
        return usage
    }

    /// Seconds since 1970.
    package static func secondsNow() -> Double { seconds(CLOCK_REALTIME) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The second number of `statm` counts pages.
    private static func residentBytes() -> Double? {
        guard let file = fopen("/proc/self/statm", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            .split(separator: " ")
        guard words.count > 1, let pages = Double(words[1]) else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func openDescriptors() -> Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Not itself, nor the folder and the one above it.
        return Double(count - 3)
    }
}
