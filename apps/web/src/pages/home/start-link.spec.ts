import { expect, it } from 'vitest';
import { startLink } from './start-link.ts';

it.each([
  ['', { kind: 'none' }],
  ['?utm=x', { kind: 'none' }],
  ['?template=python-turtle', { kind: 'start', request: { template: 'python-turtle' } }],
  ['?lang=javascript', { kind: 'start', request: { language: 'javascript' } }],
  ['?lang=python&template=html-page', { kind: 'start', request: { template: 'html-page' } }],
])('%j asks for %j', (search, link) => {
  expect(startLink(search)).toEqual(link);
});

it.each(['?template=', '?template=__proto__', '?template=toString', '?lang=cobol', '?lang=constructor'])(
  '%s asks for nothing that there is, and is told what there is',
  (search) => {
    expect(startLink(search)).toMatchObject({ kind: 'unknown' });
  },
);
