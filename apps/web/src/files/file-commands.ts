import type { NewFile, Removed, TreeNode } from '@pairlink/collab';
import {
  applyText,
  createFile,
  createFiles,
  createFolder,
  duplicateNode,
  findByPath,
  moveNode,
  removeNode,
  restoreNodes,
  setEntry,
  textOf,
} from '@pairlink/collab';
import type { Answer, Limits } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { formatCount } from '../ui/format.ts';
import type { ToastStore } from '../ui/toast-store.ts';
import { toasts as pageToasts } from '../ui/toast-store.ts';

export interface FileCommandsOptions {
  readonly doc: Y.Doc;
  readonly limits: Limits;
  readonly toasts?: ToastStore;
}

/** What somebody who may edit does with files. Each says by itself why it could not be done. */
export class FileCommands {
  readonly #options: FileCommandsOptions;
  readonly #toasts: ToastStore;
  /** What this tab deleted, latest last. */
  readonly #deletions: Removed[] = [];

  constructor(options: FileCommandsOptions) {
    this.#options = options;
    this.#toasts = options.toasts ?? pageToasts;
  }

  /** Answers the new file's id. */
  createFile(path: string): string | undefined {
    const { doc, limits } = this.#options;
    return this.#told(createFile(doc, { path, content: '' }, limits));
  }

  createFolder(path: string): string | undefined {
    return this.#told(createFolder(this.#options.doc, path, this.#options.limits));
  }

  /** Renames and moves; whether it was done. */
  move(node: TreeNode, path: string): boolean {
    const { doc, limits } = this.#options;
    return this.#told(moveNode(doc, { fileId: node.fileId, path }, limits)) !== undefined;
  }

  duplicate(node: TreeNode): string | undefined {
    const { doc, limits } = this.#options;
    return this.#told(duplicateNode(doc, node.fileId, limits));
  }

  makeEntry(node: TreeNode): void {
    if (this.#told(setEntry(this.#options.doc, node.fileId)) === undefined) return;
    this.#toasts.show(`Run starts with ${node.path} now`);
  }

  /** Into the trash, from where this tab can take it back. */
  remove(node: TreeNode): void {
    const removed = this.#told(removeNode(this.#options.doc, node.fileId));
    if (!removed) return;
    this.#deletions.push(removed);
    this.#toasts.show(`${node.path} deleted`, { label: 'Undo', run: () => this.restore(removed) });
  }

  /** Takes the latest deletion back. */
  undoRemove(): void {
    const removed = this.#deletions.at(-1);
    if (removed) this.restore(removed);
  }

  restore(removed: Removed): void {
    const at = this.#deletions.indexOf(removed);
    if (at >= 0) this.#deletions.splice(at, 1);
    const count = restoreNodes(this.#options.doc, removed);
    this.#toasts.show(count > 0 ? 'Back where it was' : 'That is gone for good: its room was needed');
  }

  /** All of the files or none; those of a path that is there get the new text. Answers the ids of new ones. */
  bring(files: readonly NewFile[]): readonly string[] | undefined {
    const { doc, limits } = this.#options;
    let createdIds: readonly string[] | undefined;
    doc.transact(() => {
      const fresh = files.filter(({ path }) => !findByPath(doc, path));
      createdIds = this.#told(createFiles(doc, fresh, limits));
      if (!createdIds) return;
      for (const { path, content } of files) {
        const text = textOf(doc, findByPath(doc, path)?.fileId ?? '');
        if (text) applyText(text, content);
      }
    });
    if (createdIds) this.#toasts.show(`${formatCount(files.length, 'file')} taken in`);
    return createdIds;
  }

  #told<T>(answer: Answer<T>): T | undefined {
    if (answer.ok) return answer.value;
    // These come from the rules of the tree and are written for people.
    this.#toasts.show(answer.problem.message);
    return undefined;
  }
}
