import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP's second choice for scrypt (2^15, 8, 3): 32 MiB and some 150 ms of a worker thread for each try.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Salt and scrypt hash, base64url, separated by a dot. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
}

export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  const [salt = '', hash = ''] = passwordHash.split('.');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
}

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFC: the same password typed on two systems must be the same bytes.
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
