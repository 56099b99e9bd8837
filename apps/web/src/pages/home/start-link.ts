import type { CreateSessionRequest } from '@pairlink/protocol';
import { isLanguageId, isTemplateId, LANGUAGES, TEMPLATES } from '@pairlink/protocol';

/** What the address of the first page asks for. */
export type StartLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'start'; readonly request: CreateSessionRequest }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** `?template=python-turtle` starts with a template, `?lang=python` with a language. */
export function startLink(search: string): StartLink {
  const query = new URLSearchParams(search);
  const template = query.get('template');
  const language = query.get('lang');
  if (template !== null) {
    if (isTemplateId(template)) return { kind: 'start', request: { template } };
    const ids = TEMPLATES.map(({ id }) => id).join(', ');
    return { kind: 'unknown', sentence: `No template is called that. There are: ${ids}.` };
  }
  if (language === null) return { kind: 'none' };
  if (isLanguageId(language)) return { kind: 'start', request: { language } };
  const ids = Object.keys(LANGUAGES).join(', ');
  return { kind: 'unknown', sentence: `No language is called that. There are: ${ids}.` };
}
