-- Stores a new code as the current one of its flow. The attempts left to the flow do not change; earlier codes remain
-- recognisable.
-- KEYS: the flow's code
-- ARGV: now, mac, replaced-code mac, tag, delivery, length, expires at, resend at, attempts of a flow, 1 to waive the
-- wait, kept for (all times ms)
-- Returns: {stored, attempts left} | {too_soon, resend at} | {used_up}
local now, attempts = tonumber(ARGV[1]), tonumber(ARGV[9])
local was = redis.call('HMGET', KEYS[1], 'resend', 'left', 'replaced_mac', 'tag')
local resend, left = tonumber(was[1]), tonumber(was[2]) or attempts
if left <= 0 then
  return {'used_up'}
end
if resend and now < resend and ARGV[10] ~= '1' then
  return {'too_soon', was[1]}
end
if was[3] then
  redis.call('HSET', KEYS[1], 'replaced:' .. was[3], was[4])
end
redis.call('HSET', KEYS[1], 'mac', ARGV[2], 'replaced_mac', ARGV[3], 'tag', ARGV[4], 'delivery', ARGV[5], 'length', ARGV[6],
  'expires', ARGV[7], 'resend', ARGV[8], 'left', left)
redis.call('PEXPIRE', KEYS[1], ARGV[11])
return {'stored', left}
