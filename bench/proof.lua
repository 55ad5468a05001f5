-- SPDX-License-Identifier: Apache-2.0
-- For wrk: asks for the inclusion of entries anywhere in a log of BENCH_SIZE, and prints one line of results.
local size = tonumber(os.getenv("BENCH_SIZE"))
request = function()
    return wrk.format("GET", "/v1/log/inclusion?size=" .. size .. "&index=" .. math.random(0, size - 1))
end
done = function(summary, latency)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    print(string.format(
        "RESULT %.1f %.3f %d %d", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad, summary.requests
    ))
end
