import type { Cluster, Redis, Result } from 'ioredis';

/** A connection for commands: to one server, the master that Sentinels name, or a cluster. */
export type RedisClient = Redis | Cluster;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    sessionCreate(keys: number, ...args: ScriptArguments): Result<number, Context>;
    sessionUpdate(keys: number, ...args: ScriptArguments): Result<number, Context>;
    sessionRemove(keys: number, ...args: ScriptArguments): Result<string | null, Context>;
    sessionAppend(keys: number, ...args: ScriptArguments): Result<number | null, Context>;
    sessionCompact(keys: number, ...args: ScriptArguments): Result<number, Context>;
    sessionClaim(keys: number, ...args: ScriptArguments): Result<number, Context>;
    sessionChat(keys: number, ...args: ScriptArguments): Result<number, Context>;
    sessionRun(keys: number, ...args: ScriptArguments): Result<number, Context>;
  }
}

type ScriptArguments = readonly (string | number | Buffer)[];

/** Entries up to this size travel in the hint that others get; larger ones are read by whoever needs them. */
const HINT_UP_TO_BYTES = 16 * 1024;

/**
 * Each change of a session is one script: Redis runs it as a whole or not at all, and its keys lie in one slot. A
 * script answers -1 or nil when the session is not there. KEYS: see `redis-keys.ts`.
 */
export const SCRIPTS = {
  // KEYS meta, gone, log, snapshot; ARGV seed, then fields and values
  sessionCreate: `
    if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return 0 end
    redis.call('DEL', KEYS[3], KEYS[4])
    redis.call('XADD', KEYS[3], '0-1', 'e', ARGV[1])
    redis.call('HSET', KEYS[1], unpack(ARGV, 2))
    return 1`,

  // KEYS meta; ARGV channel, sender, then fields and values, an empty value deletes
  sessionUpdate: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
    for i = 3, #ARGV, 2 do
      if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[1], ARGV[i])
      else redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
    end
    redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' 0 ')
    return 1`,

  // KEYS meta, gone, then the others; ARGV reason, retention in ms, "idle since" or empty, channel, sender
  sessionRemove: `
    local meta = redis.call('HMGET', KEYS[1], 'watchId', 'lastActive')
    if not meta[1] then return nil end
    if ARGV[3] ~= '' and tonumber(meta[2]) >= tonumber(ARGV[3]) then return nil end
    redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
    redis.call('UNLINK', KEYS[1], unpack(KEYS, 3))
    redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' 0 ')
    return meta[1]`,

  // KEYS meta, log; ARGV entry, Unix ms, edits, channel, sender, epoch or empty
  sessionAppend: `
    local meta = redis.call('HMGET', KEYS[1], 'lastActive', 'epoch')
    local last = meta[1]
    if not last or (ARGV[6] ~= '' and ARGV[6] ~= meta[2]) then return nil end
    local id = redis.call('XADD', KEYS[2], '0-*', 'e', ARGV[1])
    if tonumber(ARGV[2]) > tonumber(last) then redis.call('HSET', KEYS[1], 'lastActive', ARGV[2]) end
    redis.call('HINCRBY', KEYS[1], 'totalEdits', ARGV[3])
    local seq = string.sub(id, 3)
    local entry = #ARGV[1] <= ${HINT_UP_TO_BYTES} and ARGV[1] or ''
    redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' ' .. seq .. ' ' .. entry)
    return tonumber(seq)`,

  // KEYS meta, log, snapshot; ARGV snapshot, position, epoch or empty
  sessionCompact: `
    local epoch = redis.call('HGET', KEYS[1], 'epoch')
    if not epoch or (ARGV[3] ~= '' and ARGV[3] ~= epoch) then return -1 end
    local covered = tonumber(redis.call('HGET', KEYS[3], 'seq') or 0)
    if tonumber(ARGV[2]) <= covered then return 0 end
    redis.call('HSET', KEYS[3], 'seq', ARGV[2], 'bytes', ARGV[1])
    redis.call('XTRIM', KEYS[2], 'MINID', string.format('0-%.0f', tonumber(ARGV[2]) + 1))
    return 1`,

  // KEYS meta, client ids; ARGV client id, participant id
  sessionClaim: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
    return redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])`,

  // KEYS meta, chat; ARGV message, how many are kept
  sessionChat: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
    redis.call('RPUSH', KEYS[2], ARGV[1])
    if ARGV[2] == '0' then redis.call('DEL', KEYS[2]) else redis.call('LTRIM', KEYS[2], '-' .. ARGV[2], -1) end
    return 1`,

  // KEYS meta, runs, order of runs; ARGV run id, run, started at, how many are kept
  sessionRun: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
    redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
    for _, old in ipairs(redis.call('ZRANGE', KEYS[3], 0, -tonumber(ARGV[4]) - 1)) do
      redis.call('HDEL', KEYS[2], old)
      redis.call('ZREM', KEYS[3], old)
    end
    return 1`,
} as const;

/** As ioredis takes them. */
export const scriptCommands = Object.fromEntries(
  Object.entries(SCRIPTS).map(([name, lua]) => [name, { lua }]),
);
