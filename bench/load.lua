-- Makes the requests of wrk: `wrk … -- METHOD PREFIX PER_PATH HOLDERS BODY PATH…`.
-- Each request comes from a new address, whose first two bytes are PREFIX.
-- Each path gets PER_PATH requests in turn. If PER_PATH is 0, only the first path is used.
-- Every second request comes from one of the first HOLDERS holders (bench/holders.ts), unless HOLDERS is 0.
-- BODY is a JSON object for every request, "-" for none, or a file of passes, one a line, for one request each.
local method, prefix, per_path, holders, paths, constant_body
local JSON = "application/json"
local bodies = {}
local n = 0

function init(args)
  method, prefix, per_path, holders = args[1], args[2], tonumber(args[3]), tonumber(args[4])
  if args[5]:sub(1, 1) == "{" then
    constant_body = args[5]
  elseif args[5] ~= "-" then
    for pass in io.lines(args[5]) do bodies[#bodies + 1] = '{"pass":"' .. pass .. '"}' end
  end
  paths = { unpack(args, 6) }
end

function request()
  local path = paths[per_path > 0 and math.floor(n / per_path) % #paths + 1 or 1]
  n = n + 1
  local bytes, i = prefix, n
  if holders > 0 and n % 2 == 0 then
    -- Multiples of a prime spread a short load over all holders.
    i = n * 7919 % holders
    bytes = "200." .. math.floor(i / 65536)
  elseif n > 65535 then
    error("a load has at most 65,535 requests")
  end
  local address = string.format("%s.%d.%d", bytes, math.floor(i / 256) % 256, i % 256)
  local body = constant_body or bodies[n]
  if #bodies > 0 and not body then error("there are too few passes") end
  return wrk.format(method, path, { ["CF-Connecting-IP"] = address, ["Content-Type"] = body and JSON }, body)
end
