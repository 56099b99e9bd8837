import type { Problem, ProblemCode } from '@pairlink/protocol';

/** What a person is told: what is the matter, and what they can do. */
export interface Sentence {
  readonly what: string;
  readonly todo: string;
}

const SENTENCES: Readonly<Record<ProblemCode, Sentence>> = {
  'session-not-found': {
    what: 'There is no session here.',
    todo: 'Check that the link is complete, or start a new session.',
  },
  'session-gone': {
    what: 'This session was deleted.',
    todo: 'Its host has removed it, and its link stays dead. Start a new one whenever you like.',
  },
  'session-expired': {
    what: 'This session has expired.',
    todo: 'A session is kept for some time after its last edit. This one was not touched for longer than that.',
  },
  'session-full': {
    what: 'This session is full.',
    todo: 'Ask somebody to leave, or try again in a while.',
  },
  'session-locked': {
    what: 'The host has locked this session.',
    todo: 'Ask the host to unlock it, then try again.',
  },
  'wrong-password': {
    what: 'This session has a password.',
    todo: 'Ask the person who sent you the link for it.',
  },
  'not-allowed': {
    what: 'You may only watch here.',
    todo: 'Ask for the edit link if you want to change something.',
  },
  'not-joined': {
    what: 'You are not connected to the session right now.',
    todo: 'Wait a moment and try again.',
  },
  'invalid-payload': {
    what: 'The server did not accept that.',
    todo: 'Check what you entered and try again.',
  },
  'malformed-update': {
    what: 'The server did not accept an edit.',
    todo: 'It was taken back here as well. Your copy of the text can be downloaded.',
  },
  'too-large': {
    what: 'That is larger than a session may be.',
    todo: 'Make it smaller, or split it over several sessions.',
  },
  'rate-limited': {
    what: 'That was too much at once.',
    todo: 'Wait a few seconds and try again.',
  },
  'unsupported-language': {
    what: 'This language is not offered here.',
    todo: 'Choose another one.',
  },
  'name-taken': {
    what: 'Somebody here has this name already.',
    todo: 'Choose another one.',
  },
  'path-invalid': {
    what: 'A file cannot have this name.',
    todo: 'Leave out slashes at the ends, dots alone and control characters.',
  },
  'path-taken': {
    what: 'There is a file with this name already.',
    todo: 'Choose another one.',
  },
  'epoch-changed': {
    what: 'The session was restored on the server.',
    todo: 'Choose which copy of the text goes on.',
  },
  'server-draining': {
    what: 'This server is being replaced.',
    todo: 'You will be connected to another one in a moment.',
  },
  unexpected: {
    what: 'Something failed on the server. Nothing was changed.',
    todo: 'Try again in a moment.',
  },
};

/** A refusal in a person's words; the raw message of a `Problem` is for programs. */
export const sentenceFor = ({ code }: Pick<Problem, 'code'>): Sentence => SENTENCES[code];

/** When there was no answer at all. */
export const NO_ANSWER: Sentence = {
  what: 'The server does not answer.',
  todo: 'Check your connection and try again.',
};
