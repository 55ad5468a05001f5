-- SPDX-License-Identifier: Apache-2.0
-- For wrk: asks for the paths BENCH_PREFIX + each line of BENCH_IDS in turn, with the token in BENCH_TOKEN, and prints one
-- line of results.
local paths, token, at = {}, os.getenv("BENCH_TOKEN"), 0
init = function(args)
    for line in io.lines(os.getenv("BENCH_IDS")) do
        local headers = { Host = wrk.headers["Host"] }
        if token and token ~= "" then headers["Authorization"] = "Bearer " .. token end
        paths[#paths + 1] = wrk.format("GET", os.getenv("BENCH_PREFIX") .. line, headers)
    end
end
request = function()
    at = at % #paths + 1
    return paths[at]
end
done = function(summary, latency)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    print(string.format(
        "RESULT %.1f %.3f %d %d", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad, summary.requests
    ))
end
