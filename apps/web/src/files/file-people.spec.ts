import type { Participant } from '@pairlink/protocol';
import { expect, it } from 'vitest';
import { peopleByFile } from './file-people.ts';

const person = (participantId: string, ...clientIds: number[]): Participant => ({
  participantId,
  name: participantId,
  colour: 1,
  role: 'editor',
  isTyping: false,
  isHandRaised: false,
  clientIds,
  joinedAt: 0,
});
const inFile = (fileId: string) => ({ cursor: { fileId } });

it('says who else is in which file, each person once', () => {
  const states = new Map<number, unknown>([
    [1, inFile('a')],
    [2, inFile('a')],
    [3, inFile('b')],
    [4, inFile('a')],
    [5, { cursor: null }],
    [6, 'nonsense'],
  ]);
  const participants = [person('ada', 1, 2, 3), person('me', 4), person('ben', 5, 6)];
  const people = peopleByFile(states, { participants, selfId: 'me' });
  expect([...people].map(([fileId, there]) => [fileId, there.map(({ name }) => name)])).toEqual([
    ['a', ['ada']],
    ['b', ['ada']],
  ]);
});
