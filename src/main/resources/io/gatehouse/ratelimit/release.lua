-- Reverses a count by acquire.lua within the same window.
-- KEYS: the count
-- ARGV: time of the count (ms), window (ms)
-- Returns: {1} if it was reversed, else {0}
local counted, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local was = redis.call('HMGET', KEYS[1], 'count', 'ends')
local count, ends = tonumber(was[1]) or 0, tonumber(was[2]) or 0
if count < 1 or counted < ends - window then
  return {0}
end
redis.call('HSET', KEYS[1], 'count', count - 1)
return {1}
