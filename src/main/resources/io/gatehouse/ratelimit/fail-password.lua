-- Records a wrong password and returns whether the realm's wrong passwords and accounts have reached the limits of a
-- spray. Keeps no more entries than the limits. All keys belong to the realm.
-- KEYS: wrong attempts of the realm; their accounts; wrong attempts of the account from each network that contains the
-- client
-- ARGV: now (ms), window (ms), wrong attempts and accounts of a spray, account, unique id of the attempt
-- Returns: {1 for a spray or 0, ms to wait before the account's next attempt from there}
local now, window, wrong, accounts = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
redis.call('ZADD', KEYS[1], now, ARGV[6])
redis.call('ZADD', KEYS[2], now, ARGV[5])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -wrong - 2)
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -accounts - 1)
redis.call('PEXPIRE', KEYS[1], window)
redis.call('PEXPIRE', KEYS[2], window)
local since = now - window
local spray = redis.call('ZCOUNT', KEYS[1], since, '+inf') > wrong
  and redis.call('ZCOUNT', KEYS[2], since, '+inf') >= accounts
local wait = 0
for i = 3, #KEYS do
  wait = math.max(wait, (tonumber(redis.call('HGET', KEYS[i], 'next')) or 0) - now)
end
return {spray and 1 or 0, wait}
