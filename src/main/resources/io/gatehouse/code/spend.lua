-- Counts a try against the flow without a code to compare: something else stands in for it.
-- KEYS: the flow's code
-- ARGV: tries of a flow, kept for (ms)
-- Answer: {tries left}, or {-1} if there were none
local left = tonumber(redis.call('HGET', KEYS[1], 'left')) or tonumber(ARGV[1])
if left <= 0 then
  return {-1}
end
redis.call('HSET', KEYS[1], 'left', left - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {left - 1}
