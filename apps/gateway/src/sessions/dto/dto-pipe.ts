import type { PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validate } from 'class-validator';
import { ProblemError } from '../../ops/problem-error.ts';

/**
 * Turns a body or query into the DTO it must be, or refuses it with `invalid-payload`: unknown fields are mistakes to
 * tell, not to drop. The class is given here and not taken from type metadata, which a type-only import would lose.
 */
export class DtoPipe<T extends object> implements PipeTransform<unknown, Promise<T>> {
  readonly #dto: new () => T;

  constructor(dto: new () => T) {
    this.#dto = dto;
  }

  async transform(value: unknown): Promise<T> {
    // No body at all is an empty one: a session needs no wishes.
    const given = value ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw new ProblemError('invalid-payload', 'The body must be a JSON object.');
    }
    const instance = plainToInstance(this.#dto, given);
    const faults = await validate(instance, { whitelist: true, forbidNonWhitelisted: true });
    if (faults.length > 0) throw new ProblemError('invalid-payload', describe(faults));
    return instance;
  }
}

/** One sentence for the first faults, without repeating what was sent. */
const describe = (faults: readonly ValidationError[]): string =>
  faults.flatMap(messagesOf).slice(0, 5).join('; ').slice(0, 500);

function messagesOf(fault: ValidationError): string[] {
  return [...Object.values(fault.constraints ?? {}), ...(fault.children ?? []).flatMap(messagesOf)];
}
