-- Counts an attempt of the flow made with a substitute for its code.
-- KEYS: the flow's code
-- ARGV: attempts of a flow, kept for (ms)
-- Returns: {attempts left}, or {-1} if none was left
local left = tonumber(redis.call('HGET', KEYS[1], 'left')) or tonumber(ARGV[1])
if left <= 0 then
  return {-1}
end
redis.call('HSET', KEYS[1], 'left', left - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {left - 1}
