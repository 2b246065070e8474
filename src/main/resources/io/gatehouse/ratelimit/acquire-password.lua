-- Counts a password attempt as wrong unless it has to wait. All keys belong to the realm.
-- KEYS: wrong attempts of the realm; their accounts; the client address's last attempt during a spray; the account's last
-- reset; wrong attempts of the account under way or just recorded; wrong attempts of the account from a network, one key
-- for each network that contains the client
-- ARGV: now (ms), longest wait (ms), spray window (ms), wrong attempts and accounts of a spray, pause in a spray (ms), 1 if
-- the client is recognised, recorded wrong attempts of the account in a row, their limit, how long those under way are kept
-- (ms), free attempts of each network
-- Returns: {0, 0} if it was counted, {ms to wait, 0}, or {0, 1} if the account has reached the limit
local now, longest, recognized, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[7] == '1', tonumber(ARGV[9])
local total = math.max(tonumber(redis.call('GET', KEYS[5])) or 0, tonumber(ARGV[8]))
if not recognized and total >= limit then
  return {0, 1}
end
-- A recognised client could end its own wait without limit.
local reset = not recognized and redis.call('GET', KEYS[4])
local counted = {}
for i = 6, #KEYS do
  local account = redis.call('HMGET', KEYS[i], 'tries', 'next', 'reset')
  local tries, next = tonumber(account[1]) or 0, tonumber(account[2]) or 0
  if reset and account[3] ~= reset then
    tries, next = 0, 0
  end
  if now < next then
    return {next - now, 0}
  end
  counted[i] = {tries + 1, reset or account[3] or ''}
end
if not recognized then
  local since = now - tonumber(ARGV[3])
  if redis.call('ZCOUNT', KEYS[1], since, '+inf') > tonumber(ARGV[4])
      and redis.call('ZCOUNT', KEYS[2], since, '+inf') >= tonumber(ARGV[5]) then
    local pause, last = tonumber(ARGV[6]), tonumber(redis.call('GET', KEYS[3]))
    if last and now < last + pause then
      return {last + pause - now, 0}
    end
    redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[6])
  end
  redis.call('SET', KEYS[5], total + 1, 'PX', ARGV[10])
end
for i = 6, #KEYS do
  -- Zero rather than now without a wait, since the clocks of two parallel attempts may differ by a millisecond.
  local tries, free = counted[i][1], tonumber(ARGV[i + 5])
  local wait, free_from = 0, 0
  if tries >= free then
    wait = math.min(1000 * 2 ^ (tries - free + 1), longest)
    free_from = now + wait
  end
  redis.call('HSET', KEYS[i], 'tries', tries, 'next', string.format('%.0f', free_from), 'reset', counted[i][2])
  redis.call('PEXPIRE', KEYS[i], string.format('%.0f', wait + longest))
end
return {0, 0}
