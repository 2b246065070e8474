-- Admits one try of a password and counts it as wrong, or says how long to wait.
-- KEYS: wrong tries of the account from its network; tries from the client address; wrong tries of the realm; accounts
-- they were for; the address's last try in a realm under a spray; the account's last pardon
-- ARGV: now (ms), free tries, longest wait (ms), tries per address and minute, spray window (ms), wrong tries and
-- accounts of a spray, pause in a spray (ms), 1 if the browser is trusted
-- Answer: {0} admitted, or {ms to wait}
local now, free, longest, per_minute = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local account = redis.call('HMGET', KEYS[1], 'tries', 'next', 'pardon')
local tries, next = tonumber(account[1]) or 0, tonumber(account[2]) or 0
local pardon = redis.call('GET', KEYS[6])
if pardon and account[3] ~= pardon then
  tries, next = 0, 0
end
if now < next then
  return {next - now}
end
local address = redis.call('HMGET', KEYS[2], 'tries', 'ends')
local seen, ends = tonumber(address[1]) or 0, tonumber(address[2]) or 0
if now >= ends then
  seen, ends = 0, now + 60000
end
if seen >= per_minute then
  return {ends - now}
end
if ARGV[9] ~= '1' then
  local since = now - tonumber(ARGV[5])
  if redis.call('ZCOUNT', KEYS[3], since, '+inf') > tonumber(ARGV[6])
      and redis.call('ZCOUNT', KEYS[4], since, '+inf') >= tonumber(ARGV[7]) then
    local pause, last = tonumber(ARGV[8]), tonumber(redis.call('GET', KEYS[5]))
    if last and now < last + pause then
      return {last + pause - now}
    end
    redis.call('SET', KEYS[5], ARGV[1], 'PX', ARGV[8])
  end
end
redis.call('HSET', KEYS[2], 'tries', seen + 1, 'ends', string.format('%.0f', ends))
redis.call('PEXPIRE', KEYS[2], 60000)
tries = tries + 1
-- Not now while there is no wait: the clocks of two parallel tries may be a millisecond apart.
local wait, free_from = 0, 0
if tries >= free then
  wait = math.min(1000 * 2 ^ (tries - free + 1), longest)
  free_from = now + wait
end
redis.call('HSET', KEYS[1], 'tries', tries, 'next', string.format('%.0f', free_from), 'pardon', pardon or account[3] or '')
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', wait + longest))
return {0}
