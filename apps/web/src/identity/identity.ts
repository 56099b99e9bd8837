import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { createName } from './create-name.ts';

/** Who this browser is to sessions, without any account. */
export interface Identity {
  /** 128 random bits as 32 hexadecimal digits. Whoever has it is this participant: never shown, never in a URL. */
  readonly participantSecret: string;
  readonly name: string;
}

const SECRET_KEY = 'pairlink.participant-secret';
const NAME_KEY = 'pairlink.name';
const SECRET = /^[0-9a-f]{32}$/;

/** This browser's identity, made on the first call and the same ever after where storage is allowed. */
export function loadIdentity(storage: Storage | undefined = localStorageIfAllowed()): Identity {
  const known = read(storage, SECRET_KEY);
  const participantSecret = known && SECRET.test(known) ? known : createSecret();
  const name = read(storage, NAME_KEY) || createName(crypto.getRandomValues(new Uint32Array(2)));
  write(storage, SECRET_KEY, participantSecret);
  write(storage, NAME_KEY, name);
  return { participantSecret, name };
}

/** Remembers the name for later sessions; answers it as it is kept, or `undefined` when nothing of it is left. */
export function saveName(
  wanted: string,
  storage: Storage | undefined = localStorageIfAllowed(),
): string | undefined {
  const name = wanted.trim().replaceAll(/\s+/g, ' ').slice(0, DEFAULT_LIMITS.nameLength);
  if (name === '') return undefined;
  write(storage, NAME_KEY, name);
  return name;
}

/** Storage throws where the person has forbidden it; the product then works with an identity per page load. */
export function localStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function createSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const read = (storage: Storage | undefined, key: string): string | null => storage?.getItem(key) ?? null;

function write(storage: Storage | undefined, key: string, value: string): void {
  try {
    storage?.setItem(key, value);
  } catch {
    // A full or read-only storage costs only that the next visit is somebody new.
  }
}
