import type { LanguageId } from '@pairlink/protocol';

/** Whether a console on the program's names can stay open after it. */
export const offersConsole = (language: LanguageId): boolean => CONSOLES.has(language);

/** Whether a program can be let use the network. */
export const offersNetwork = (language: LanguageId): boolean => NETWORKS.has(language);

const CONSOLES: ReadonlySet<LanguageId> = new Set(['python']);
const NETWORKS: ReadonlySet<LanguageId> = new Set(['javascript', 'typescript']);
