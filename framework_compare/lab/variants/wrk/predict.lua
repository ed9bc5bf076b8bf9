-- Asks for one prediction after the other, each with another age, and says how many answers were not 200.
local age = 18
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
   age = age % 72 + 18
   return wrk.format(nil, nil, nil, string.format('{"age": %d, "income": 50000, "visits": 12, "tenure": 5}', age))
end
done = function(summary, latency)
   io.write(string.format("lab %d %d %d %.0f\n", summary.requests, summary.duration, summary.errors.status
      + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
      latency:percentile(99)))
end
