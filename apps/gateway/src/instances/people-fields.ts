import type { OtherPart, OwnPart } from './instances.ts';
import type { InstancePerson } from './session-message.ts';

/** An instance's part as fields and values of the session's hash; nothing at all when nobody is there. */
export function toFields(instance: string, { people, runs }: OwnPart): string[] {
  if (people.length === 0) return [];
  return [
    instance,
    JSON.stringify({ runs }),
    ...people.flatMap((person) => [`${instance} ${person.participantId}`, JSON.stringify(person)]),
  ];
}

/** Reads fields and values of a session's hash, again and again: what has not changed is the same object. */
export class PartReader {
  #known: ReadonlyMap<string, { readonly value: string; readonly read: unknown }> = new Map();

  /** The parts of all instances, dead ones too. */
  read(fields: readonly string[]): OtherPart[] {
    const parts = new Map<string, { people: InstancePerson[]; runs: Record<string, number> }>();
    const known = new Map<string, { value: string; read: unknown }>();
    for (let i = 0; i + 1 < fields.length; i += 2) {
      const [name = '', value = ''] = fields.slice(i, i + 2);
      if (value.startsWith('@')) continue;
      const before = this.#known.get(name);
      const read: unknown = before?.value === value ? before.read : JSON.parse(value);
      known.set(name, { value, read });
      const [instance = '', participantId] = name.split(' ');
      const part = parts.get(instance) ?? { people: [], runs: {} };
      parts.set(instance, part);
      // oxlint-disable typescript/no-unsafe-type-assertion -- only `toFields` writes these
      if (participantId === undefined) part.runs = (read as Pick<OtherPart, 'runs'>).runs;
      else part.people.push(read as InstancePerson);
      // oxlint-enable typescript/no-unsafe-type-assertion
    }
    this.#known = known;
    return [...parts].map(([instance, part]) => ({ instance, ...part }));
  }
}
