-- Counts a password attempt as wrong unless it has to wait. All keys belong to the realm.
-- KEYS: wrong attempts of the account from its network; wrong attempts of the realm; their accounts; the client
-- address's last attempt during a spray; the account's last reset
-- ARGV: now (ms), free attempts, longest wait (ms), spray window (ms), wrong attempts and accounts of a spray, pause in a
-- spray (ms), 1 if the browser is trusted
-- Returns: {0} if it was counted, or {ms to wait}
local now, free, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local account = redis.call('HMGET', KEYS[1], 'tries', 'next', 'reset')
local tries, next = tonumber(account[1]) or 0, tonumber(account[2]) or 0
local reset = redis.call('GET', KEYS[5])
if reset and account[3] ~= reset then
  tries, next = 0, 0
end
if now < next then
  return {next - now}
end
if ARGV[8] ~= '1' then
  local since = now - tonumber(ARGV[4])
  if redis.call('ZCOUNT', KEYS[2], since, '+inf') > tonumber(ARGV[5])
      and redis.call('ZCOUNT', KEYS[3], since, '+inf') >= tonumber(ARGV[6]) then
    local pause, last = tonumber(ARGV[7]), tonumber(redis.call('GET', KEYS[4]))
    if last and now < last + pause then
      return {last + pause - now}
    end
    redis.call('SET', KEYS[4], ARGV[1], 'PX', ARGV[7])
  end
end
tries = tries + 1
-- Zero rather than now without a wait, since the clocks of two parallel attempts may differ by a millisecond.
local wait, free_from = 0, 0
if tries >= free then
  wait = math.min(1000 * 2 ^ (tries - free + 1), longest)
  free_from = now + wait
end
redis.call('HSET', KEYS[1], 'tries', tries, 'next', string.format('%.0f', free_from), 'reset', reset or account[3] or '')
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', wait + longest))
return {0}
