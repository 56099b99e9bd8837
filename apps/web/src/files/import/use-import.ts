import type { NewFile, TreeNode } from '@pairlink/collab';
import { textOf, utf8Size } from '@pairlink/collab';
import type { Limits } from '@pairlink/protocol';
import { useState } from 'react';
import type * as Y from 'yjs';
import type { FileCommands } from '../file-commands.ts';
import type { ImportQuestion } from './import-dialog.tsx';
import { planImport } from './plan-import.ts';
import { filesInDrop, filesInList, readIncoming } from './read-drop.ts';

interface ImportOptions {
  readonly doc: Y.Doc;
  readonly tree: readonly TreeNode[];
  readonly limits: Limits;
  readonly commands: FileCommands | undefined;
  readonly onOpen: (fileId: string) => void;
}

interface Import {
  /** What the person is to decide about, if anything. */
  readonly question: ImportQuestion | undefined;
  readonly drop: (data: DataTransfer, folder: string) => void;
  readonly choose: (list: FileList, folder: string) => void;
  readonly take: () => void;
  readonly close: () => void;
}

/** From what was dropped to the question, and from the answer to the files. */
export function useImport({ doc, tree, limits, commands, onOpen }: ImportOptions): Import {
  const [question, setQuestion] = useState<ImportQuestion>();

  function bring(files: readonly NewFile[]): void {
    const [first] = commands?.bring(files) ?? [];
    if (first !== undefined) onOpen(first);
  }

  async function ask(finding: ReturnType<typeof filesInDrop>, folder: string): Promise<void> {
    const incoming = await finding.then((found) => readIncoming(found, limits)).catch(unreadable);
    if (incoming.kind === 'unreadable') return setQuestion(incoming);
    const sizes = new Map(
      tree.map(({ path, fileId }) => [path, utf8Size(textOf(doc, fileId)?.toString() ?? '')]),
    );
    const plan = planImport(incoming.files, incoming.unfit, { tree, folder, sizes, limits });
    // Nothing to decide: a few new files that fit.
    const isPlain = plan.unfit.length === 0 && plan.replaced.length === 0 && plan.refusal === undefined;
    if (isPlain && plan.files.length > 0) return bring(plan.files);
    return setQuestion({ kind: 'plan', plan, folder });
  }

  return {
    question,
    drop: (data, folder) => void ask(filesInDrop(data), folder),
    choose: (list, folder) => void ask(Promise.resolve(filesInList(list)), folder),
    take: () => {
      if (question?.kind === 'plan') bring(question.plan.files);
      setQuestion(undefined);
    },
    close: () => setQuestion(undefined),
  };
}

const unreadable = () => ({
  kind: 'unreadable' as const,
  why: 'The browser could not read it: it may have been moved or be open elsewhere.',
});
