import type { Result } from 'ioredis';
import type { RedisClient } from '../store/redis/redis-scripts.ts';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    peoplePlace(keys: number, ...args: readonly (string | number)[]): Result<number, Context>;
    peopleExchange(
      keys: number,
      ...args: readonly (string | number)[]
    ): Result<[epoch: string | null, fields: string[]], Context>;
  }
}

/** People of a session that no instance has spoken of for so long are forgotten with all the session's people. */
const FORGET_MS = 60_000;
/** Whoever has a place and has not come after so long will not come. */
const ARRIVE_MS = 10_000;

// The time of Redis, ms, and whether a value stands for a place that waits for somebody.
const PLACES = `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local function isHeld(value) return string.sub(value, 1, 1) == '@' and tonumber(string.sub(value, 2)) > now end
    local function isPerson(value) return string.sub(value, 1, 1) ~= '@' end`;

/**
 * Who is in a session, by instance: a hash with a field `<instance>` for what else the instance says, and a field
 * `<instance> <participant>` for each of its people. While they are on their way in, its value is `@` and until when
 * the place is held, Unix ms. What dead instances left behind is passed over by whoever knows that they are dead.
 */
const SCRIPTS = {
  // KEYS people; ARGV own instance, participant, places, then all instances that live
  peoplePlace: `${PLACES}
    local lives = { [ARGV[1]] = true }
    for i = 4, #ARGV do lives[ARGV[i]] = true end
    local seen, count = {}, 0
    local all = redis.call('HGETALL', KEYS[1])
    for i = 1, #all, 2 do
      local instance, participant = string.match(all[i], '^(%S+) (%S+)$')
      local isTaken = participant and lives[instance] and (isPerson(all[i + 1]) or isHeld(all[i + 1]))
      if isTaken and not seen[participant] then
        seen[participant] = true
        count = count + 1
      end
    end
    if not seen[ARGV[2]] and count >= tonumber(ARGV[3]) then return 0 end
    local field = ARGV[1] .. ' ' .. ARGV[2]
    if isPerson(redis.call('HGET', KEYS[1], field) or '@') then return 1 end
    redis.call('HSET', KEYS[1], field, '@' .. string.format('%.0f', now + ${ARRIVE_MS}))
    redis.call('PEXPIRE', KEYS[1], ${FORGET_MS})
    return 1`,

  // KEYS people, meta; ARGV own instance, then its fields and values; nothing at all only reads
  peopleExchange: `${PLACES}
    if ARGV[1] then
      local own = ARGV[1] .. ' '
      local all = redis.call('HGETALL', KEYS[1])
      for i = 1, #all, 2 do
        local isOwn = string.sub(all[i] .. ' ', 1, #own) == own
        if isOwn and not isHeld(all[i + 1]) then redis.call('HDEL', KEYS[1], all[i]) end
      end
      for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
      redis.call('PEXPIRE', KEYS[1], ${FORGET_MS})
    end
    return { redis.call('HGET', KEYS[2], 'epoch'), redis.call('HGETALL', KEYS[1]) }`,
} as const;

export function definePeopleScripts(client: RedisClient): void {
  for (const [name, lua] of Object.entries(SCRIPTS)) client.defineCommand(name, { lua });
}
