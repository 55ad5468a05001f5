-- SPDX-License-Identifier: Apache-2.0
-- For wrk: submits drafts from the line BENCH_FROM of BENCH_IDS on, at most BENCH_COUNT, each once and with an idempotency key of
-- its own, and prints one line of results.
local token, paths, sent = os.getenv("BENCH_TOKEN"), {}, 0
init = function(args)
    local from, count, number = tonumber(os.getenv("BENCH_FROM")), tonumber(os.getenv("BENCH_COUNT")), 0
    for line in io.lines(os.getenv("BENCH_IDS")) do
        if number >= from and number < from + count then paths[#paths + 1] = line end
        number = number + 1
    end
end
request = function()
    sent = sent + 1
    -- Past the last draft there is a path that is wrong, and counted as such.
    return wrk.format("POST", "/v1/findings/" .. (paths[sent] or "none-left") .. "/versions/1/actions/submit", {
        Host = wrk.headers["Host"],
        Authorization = "Bearer " .. token,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = "submit-" .. (paths[sent] or "none-left"),
        ["If-Match"] = "*",
    }, "{}")
end
done = function(summary, latency)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    print(string.format(
        "RESULT %.1f %.3f %d %d", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad, summary.requests
    ))
end
