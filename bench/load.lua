-- wrk's requests: `wrk … -- METHOD CLIENTS PER_PATH PATH…`. Each comes from another address, of those that start with
-- CLIENTS; after PER_PATH of them the next path is taken (0: never).
local method, clients, per, paths
local n = 0

function init(args)
  method, clients, per = args[1], tonumber(args[2]), tonumber(args[3])
  paths = { unpack(args, 4) }
end

function request()
  local path = paths[per > 0 and math.floor(n / per) % #paths + 1 or 1]
  n = n + 1
  local from = string.format("%d.%d.%d.%d", clients, math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256)
  return wrk.format(method, path, { ["CF-Connecting-IP"] = from })
end
