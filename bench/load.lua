-- wrk's requests: `wrk … -- METHOD CLIENTS PER_PATH HOLDERS PATH…`. Each comes from another address, of those that start
-- with CLIENTS; after PER_PATH of them the next path is taken (0: never). Every other one comes from one of the first
-- HOLDERS addresses of bench/holders.ts instead (0: none does).
local method, clients, per, holders, paths
local n = 0

function init(args)
  method, clients, per, holders = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  paths = { unpack(args, 5) }
end

function request()
  local path = paths[per > 0 and math.floor(n / per) % #paths + 1 or 1]
  n = n + 1
  local net, i = clients, n
  if holders > 0 and n % 2 == 0 then
    -- A prime's multiples, so that a short load calls from holders all over.
    net, i = 200, n * 7919 % holders
  end
  local from = string.format("%d.%d.%d.%d", net, math.floor(i / 65536) % 256, math.floor(i / 256) % 256, i % 256)
  return wrk.format(method, path, { ["CF-Connecting-IP"] = from })
end
