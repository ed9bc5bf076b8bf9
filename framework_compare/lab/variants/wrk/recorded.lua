-- Sends one recorded request again and again, and says how many answers were not 200.
local recorded
init = function(arguments)
   local file = assert(io.open(arguments[1], "rb"))
   recorded = file:read("*all")
   file:close()
end
request = function()
   return recorded
end
done = function(summary, latency)
   io.write(string.format("lab %d %d %d %.0f\n", summary.requests, summary.duration, summary.errors.status
      + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
      latency:percentile(99)))
end
