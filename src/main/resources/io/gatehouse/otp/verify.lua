-- Counts an attempt of the flow, compares the code, and consumes it if it is right, in one step.
-- KEYS: the flow's code
-- ARGV: now (ms), mac and replaced-code mac of the code as entered
-- Returns: {right, delivery} | {wrong, attempts left} | {replaced, attempts left, tag of the entered code, tag of the
-- newest} | {expired} | {used_up} | {none}
local code = redis.call('HMGET', KEYS[1], 'mac', 'expires', 'left', 'delivery', 'tag')
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
  local replaced = redis.call('HGET', KEYS[1], 'replaced:' .. ARGV[3])
  if replaced then
    return {'replaced', left, replaced, code[5]}
  end
  return {'wrong', left}
end
redis.call('DEL', KEYS[1])
return {'right', code[4]}
