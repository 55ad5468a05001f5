-- SPDX-License-Identifier: Apache-2.0
-- For wrk: begins findings, each with an idempotency key of its own, and prints one line of results.
local token, run, number = os.getenv("BENCH_TOKEN"), os.getenv("BENCH_RUN"), 0
local body = string.format(
    '{"title":"A title","abstract":"%s","language":"en","kind":"solution","license":"CC-BY-4.0"}',
    string.rep("abstract ", 100)
)
request = function()
    number = number + 1
    return wrk.format("POST", "/v1/findings", {
        Host = wrk.headers["Host"],
        Authorization = "Bearer " .. token,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = run .. "-" .. number,
    }, body)
end
done = function(summary, latency)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    print(string.format(
        "RESULT %.1f %.3f %d %d", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad, summary.requests
    ))
end
