-- Reverses a count by acquire-password.lua. All keys belong to the realm.
-- KEYS: wrong attempts of the account under way or just recorded; those from each network that contains the client
-- ARGV: 1 if the client is recognised
-- Returns: {0}
if ARGV[1] ~= '1' and (tonumber(redis.call('GET', KEYS[1])) or 0) > 0 then
  redis.call('DECR', KEYS[1])
end
for i = 2, #KEYS do
  if (tonumber(redis.call('HGET', KEYS[i], 'tries')) or 0) > 0 then
    redis.call('HINCRBY', KEYS[i], 'tries', -1)
    redis.call('HSET', KEYS[i], 'next', 0)
  end
end
return {0}
