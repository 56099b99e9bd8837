import type { ReactElement, ReactNode } from 'react';
import { use } from 'react';
import type { SourcePlace } from './source-links.ts';
import { SourceOpenerContext } from './source-opener.ts';

/** Opens a file at a line. */
export function SourceLink({ place, children }: { place: SourcePlace; children: ReactNode }): ReactElement {
  const { open } = use(SourceOpenerContext);
  const { path, line } = place;
  return (
    <a
      className="source-link"
      href={`#${encodeURI(path)}:${line}`}
      title={`Open ${path} at line ${line}`}
      onClick={(click) => {
        click.preventDefault();
        // A row of a tree around it has a click of its own.
        click.stopPropagation();
        open(place);
      }}
    >
      {children}
    </a>
  );
}

/** Text in which places of the session's files are links. */
export function LinkedText({ text }: { text: string }): ReactNode {
  const { links } = use(SourceOpenerContext);
  const found = links.find(text);
  if (found.length === 0) return text;
  const parts: ReactNode[] = [];
  let from = 0;
  for (const link of found) {
    parts.push(
      text.slice(from, link.from),
      <SourceLink key={link.from} place={link}>
        {text.slice(link.from, link.to)}
      </SourceLink>,
    );
    from = link.to;
  }
  return [...parts, text.slice(from)];
}
