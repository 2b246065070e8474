-- Records a wrong password, and answers whether the realm has so many for so many accounts that it is a spray. Keeps no
-- more of either than this needs. All keys are the realm's.
-- KEYS: wrong tries of the realm; accounts they were for; wrong tries of the account from its network
-- ARGV: now (ms), window (ms), wrong tries and accounts of a spray, account, unique name of the try
-- Answer: {1 a spray or 0, ms the account's next try from there has to wait}
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
return {spray and 1 or 0, math.max(0, (tonumber(redis.call('HGET', KEYS[3], 'next')) or 0) - now)}
