import { decodeBytes } from '@pairlink/collab';
import { accept, refuse } from '@pairlink/protocol';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { PayloadReader } from './on.ts';

/** `Bytes` of the wire: base64 or an attachment. */
export const bytes: PayloadReader<Uint8Array> = (payload) => {
  const value = decodeBytes(payload);
  return value ? accept(value) : refuse('invalid-payload', 'Send bytes: base64 text or an attachment.');
};

export const nothing: PayloadReader<null> = () => accept(null);

/** An object that satisfies the rules of a DTO, with no field beside them. */
export function dto<T extends object>(type: new () => T): PayloadReader<T> {
  return (payload) => {
    if (
      typeof payload !== 'object' ||
      payload === null ||
      Array.isArray(payload) ||
      ArrayBuffer.isView(payload)
    ) {
      return refuse('invalid-payload', 'Send an object.');
    }
    const value = read(type, payload);
    if (!value) return refuse('invalid-payload', 'The object is nested too deep.');
    const faults = validateSync(value, RULES);
    const [fault] = faults;
    if (!fault) return accept(value);
    return refuse(
      'invalid-payload',
      Object.values(fault.constraints ?? {})[0] ?? `${fault.property} is not valid`,
    );
  };
}

const RULES = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true };

/** `undefined` when the payload is nested deeper than the stack: class-transformer walks all of it. */
function read<T extends object>(type: new () => T, payload: object): T | undefined {
  try {
    return plainToInstance(type, payload);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
