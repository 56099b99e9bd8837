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

/** The parts of all instances, dead ones too, as their fields and values tell. */
export function toParts(fields: readonly string[]): OtherPart[] {
  const parts = new Map<string, { people: InstancePerson[]; runs: Record<string, number> }>();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [name = '', value = ''] = fields.slice(i, i + 2);
    const [instance = '', participantId] = name.split(' ');
    const part = parts.get(instance) ?? { people: [], runs: {} };
    parts.set(instance, part);
    if (participantId === undefined) {
      const { runs }: { runs: Record<string, number> } = JSON.parse(value);
      part.runs = runs;
    } else if (!value.startsWith('@')) {
      const person: InstancePerson = JSON.parse(value);
      part.people.push(person);
    }
  }
  return [...parts].map(([instance, part]) => ({ instance, ...part }));
}
