import { LANGUAGES, TEMPLATES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { warmSession } from './prefetch-session.ts';
import type { SessionStarter } from './use-start-session.ts';
import './template-gallery.css';

/** Programs that run as they are: each makes a session of its own. */
export function TemplateGallery({ start, begin }: SessionStarter): ReactElement {
  return (
    <section className="template-gallery" aria-labelledby="template-gallery-title">
      <h2 id="template-gallery-title" className="template-gallery-title">
        Or start from something that runs
      </h2>
      <ul className="template-gallery-list">
        {TEMPLATES.map(({ id, title, language, about }) => (
          <li key={id}>
            <button
              type="button"
              className="template-gallery-item"
              aria-disabled={start.kind === 'creating'}
              onPointerEnter={warmSession}
              onFocus={warmSession}
              onClick={() => begin({ template: id })}
            >
              <span className="template-gallery-name">{title}</span>{' '}
              <span className="template-gallery-language">{LANGUAGES[language].title}</span>{' '}
              <span className="template-gallery-about">{about}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="template-gallery-link">
        A link can start one, too: <code>/?template=python-turtle</code> or <code>/?lang=python</code>.
      </p>
    </section>
  );
}
