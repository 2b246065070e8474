-- Counts a try against the flow, compares the code, and consumes it when it is right: all or nothing.
-- KEYS: the flow's code
-- ARGV: now (ms), mac of the code as typed
-- Answer: {right} | {wrong, tries left} | {expired} | {used_up} | {none}
local code = redis.call('HMGET', KEYS[1], 'mac', 'expires', 'left')
local mac, expires, left = code[1], tonumber(code[2]), tonumber(code[3])

if left and left <= 0 then
  return {'used_up'}
end
if not mac then
  return {'none'}
end
if tonumber(ARGV[1]) >= expires then
  return {'expired'}
end

left = redis.call('HINCRBY', KEYS[1], 'left', -1)
local differs = #mac == #ARGV[2] and 0 or 1
for i = 1, #mac do
  differs = bit.bor(differs, bit.bxor(mac:byte(i), ARGV[2]:byte(i) or 0))
end
if differs ~= 0 then
  return {'wrong', left}
end
redis.call('DEL', KEYS[1])
return {'right'}
