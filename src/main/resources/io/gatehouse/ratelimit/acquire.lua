-- Counts an action within a fixed window unless the limit is reached.
-- KEYS: the count
-- ARGV: now (ms), limit, window (ms)
-- Returns: {0} if it was counted, or {ms to wait}
local now, limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local was = redis.call('HMGET', KEYS[1], 'count', 'ends')
local count, ends = tonumber(was[1]) or 0, tonumber(was[2]) or 0
if now >= ends then
  count, ends = 0, now + window
end
if count >= limit then
  return {ends - now}
end
redis.call('HSET', KEYS[1], 'count', count + 1, 'ends', string.format('%.0f', ends))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {0}
