-- Returns the flow's current code, without its HMACs.
-- KEYS: the flow's code
-- Returns: {tag, length, expires at, resend at, attempts left, delivery}, or {} without a code
local code = redis.call('HMGET', KEYS[1], 'tag', 'length', 'expires', 'resend', 'left', 'delivery')
if not code[1] then
  return {}
end
return code
