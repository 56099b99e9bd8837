import type { TreeNode } from '@pairlink/collab';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SourcePlace } from '../../run/source-links.ts';
import { SourceLinks } from '../../run/source-links.ts';
import type { SourceOpener } from '../../run/source-opener.ts';

export interface OpenPlace extends SourcePlace {
  readonly fileId: string;
}

/** Opens places that programs name in their output, and says which was asked for last. */
export function useSourceOpener(
  tree: readonly TreeNode[],
  openFile: (fileId: string) => void,
): { readonly opener: SourceOpener; readonly place: OpenPlace | undefined } {
  const [place, setPlace] = useState<OpenPlace>();
  const latest = useRef(openFile);
  useEffect(() => {
    latest.current = openFile;
  });
  // The same object while the tree is the same: all of the output hangs on it.
  const opener = useMemo((): SourceOpener => {
    const files = new Map(
      tree.flatMap(({ kind, path, fileId }) => (kind === 'file' ? [[path, fileId]] : [])),
    );
    return {
      links: new SourceLinks([...files.keys()]),
      open: (wanted) => {
        const fileId = files.get(wanted.path);
        if (fileId === undefined) return;
        latest.current(fileId);
        setPlace({ ...wanted, fileId });
      },
    };
  }, [tree]);
  return { opener, place };
}
