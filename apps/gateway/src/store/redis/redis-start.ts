import type { RedisClient } from './redis-scripts.ts';

const START_MS = 5000;

/** Waits until a client can be used, but not for ever: a gateway starts without Redis, and says so. */
export function ready(client: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, START_MS);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Calls only when something else is to be said: a lost Redis fails every 500 ms. */
export function onceEach(tell: (error: Error) => void): (error: Error) => void {
  let last = '';
  return (error) => {
    if (error.message === last) return;
    last = error.message;
    tell(error);
  };
}
