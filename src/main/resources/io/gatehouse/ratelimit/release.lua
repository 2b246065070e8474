-- Reverses a count by acquire.lua within the same window.
-- KEYS: the counts
-- ARGV: time of the count (ms), window (ms)
-- Returns: {0}
local counted, window = tonumber(ARGV[1]), tonumber(ARGV[2])
for _, key in ipairs(KEYS) do
  local was = redis.call('HMGET', key, 'count', 'ends')
  local count, ends = tonumber(was[1]) or 0, tonumber(was[2]) or 0
  if count >= 1 and counted >= ends - window then
    redis.call('HSET', key, 'count', count - 1)
  end
end
return {0}
