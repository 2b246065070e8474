-- Counts an action within fixed windows, unless a limit is reached.
-- KEYS: the counts
-- ARGV: now (ms), window (ms), the limit of each count
-- Returns: {0} if it was counted in all of them, or {ms to wait}
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local counted = {}
for i, key in ipairs(KEYS) do
  local was = redis.call('HMGET', key, 'count', 'ends')
  local count, ends = tonumber(was[1]) or 0, tonumber(was[2]) or 0
  if now >= ends then
    count, ends = 0, now + window
  end
  if count >= tonumber(ARGV[i + 2]) then
    return {ends - now}
  end
  counted[i] = {count + 1, string.format('%.0f', ends)}
end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'count', counted[i][1], 'ends', counted[i][2])
  redis.call('PEXPIRE', key, ARGV[2])
end
return {0}
