-- Makes a new code the current one of its flow. The count of tries is the flow's and survives.
-- KEYS: the flow's code
-- ARGV: now, mac, tag, delivery, length, expires at, resend at, tries of a flow, 1 to waive the wait, kept for (all times ms)
-- Answer: {stored, tries left} | {too_soon, resend at} | {used_up}
local now, attempts = tonumber(ARGV[1]), tonumber(ARGV[8])
local was = redis.call('HMGET', KEYS[1], 'resend', 'left')
local resend, left = tonumber(was[1]), tonumber(was[2]) or attempts

if left <= 0 then
  return {'used_up'}
end
if resend and now < resend and ARGV[9] ~= '1' then
  return {'too_soon', was[1]}
end
redis.call('HSET', KEYS[1], 'mac', ARGV[2], 'tag', ARGV[3], 'delivery', ARGV[4], 'length', ARGV[5],
  'expires', ARGV[6], 'resend', ARGV[7], 'left', left)
redis.call('PEXPIRE', KEYS[1], ARGV[10])
return {'stored', left}
