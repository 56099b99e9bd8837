import type { ReactElement, RefObject } from 'react';
import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import '../ui/field.css';
import type { OutputBlock } from './output-log.ts';
import { findRanges, markRanges, MATCH_LIMIT, scrollToRange, unmarkRanges } from './output-search.ts';
import './search-bar.css';

interface SearchBarProps {
  /** The element that scrolls, with everything to search. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** What it shows: searched again when it changes. */
  readonly blocks: readonly OutputBlock[];
  readonly onClose: () => void;
}

/** Finds text in the output: Enter goes to the next place, Shift+Enter to the one before, Escape ends it. */
export function SearchBar({ scroller, blocks, onClose }: SearchBarProps): ReactElement {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Range[]>([]);
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, found.length - 1);

  // What is shown changed: the places are others, the view stays where it is.
  const findAgain = useEffectEvent(() => setFound(find(query)));
  // oxlint-disable-next-line react/set-state-in-effect -- what is found depends on the elements just drawn
  useEffect(() => findAgain(), [blocks]);

  useEffect(() => {
    markRanges(found, found[at]);
    return unmarkRanges;
  }, [found, at]);

  function find(text: string): readonly Range[] {
    return scroller.current ? findRanges(scroller.current, text) : [];
  }

  function show(range: Range | undefined): void {
    if (range && scroller.current) scrollToRange(range, scroller.current);
  }

  function search(text: string): void {
    const ranges = find(text);
    setQuery(text);
    setFound(ranges);
    setCurrent(0);
    show(ranges[0]);
  }

  function step(by: number): void {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setCurrent(next);
    show(found[next]);
  }

  return (
    <search className="search-bar">
      <input
        type="search"
        className="field search-bar-field"
        aria-label="Find in output"
        placeholder="Find in output"
        autoComplete="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opened it wants to type
        autoFocus
        value={query}
        onChange={({ target }) => search(target.value)}
        onKeyDown={(key) => {
          if (key.key === 'Enter') step(key.shiftKey ? -1 : 1);
          else if (key.key === 'Escape') onClose();
          else return;
          key.preventDefault();
        }}
      />
      <output className="search-bar-count" aria-label="Matches">
        {query === '' ? '' : countWords(found.length, at)}
      </output>
      <Button kind="quiet" aria-label="Previous match" title="Previous match" onClick={() => step(-1)}>
        ↑
      </Button>
      <Button kind="quiet" aria-label="Next match" title="Next match" onClick={() => step(1)}>
        ↓
      </Button>
      <Button kind="quiet" aria-label="Close search" title="Close search" onClick={onClose}>
        ×
      </Button>
    </search>
  );
}

function countWords(count: number, at: number): string {
  if (count === 0) return 'not found';
  return `${at + 1} of ${count >= MATCH_LIMIT ? `${MATCH_LIMIT}+` : count}`;
}
