-- Makes the requests of wrk: `wrk … -- METHOD PREFIX PER_PATH HOLDERS PATH…`.
-- Each request comes from a new address, whose first byte is PREFIX.
-- Each path gets PER_PATH requests in turn. If PER_PATH is 0, only the first path is used.
-- Every second request comes from one of the first HOLDERS holders (bench/holders.ts), unless HOLDERS is 0.
local method, prefix, per_path, holders, paths
local n = 0

function init(args)
  method, prefix, per_path, holders = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  paths = { unpack(args, 5) }
end

function request()
  local path = paths[per_path > 0 and math.floor(n / per_path) % #paths + 1 or 1]
  n = n + 1
  local first, i = prefix, n
  if holders > 0 and n % 2 == 0 then
    -- Multiples of a prime spread a short load over all holders.
    first, i = 200, n * 7919 % holders
  end
  local second, third, fourth = math.floor(i / 65536) % 256, math.floor(i / 256) % 256, i % 256
  local address = string.format("%d.%d.%d.%d", first, second, third, fourth)
  return wrk.format(method, path, { ["CF-Connecting-IP"] = address })
end
