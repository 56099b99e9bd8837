import type { TreeNode } from '@pairlink/collab';
import { filesOf, readTree } from '@pairlink/collab';
import * as Y from 'yjs';

/** The tree of a document, read again only when the tree changes and not at every keystroke. */
export class TreeStore {
  readonly #doc: Y.Doc;
  #tree: readonly TreeNode[];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#tree = readTree(doc);
  }

  readonly getSnapshot = (): readonly TreeNode[] => this.#tree;

  readonly subscribe = (listener: () => void): (() => void) => {
    const files = filesOf(this.#doc);
    const refresh = (): void => {
      this.#tree = readTree(this.#doc);
      listener();
    };
    const onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      if (events.some(({ target }) => !(target instanceof Y.Text))) refresh();
    };
    files.observeDeep(onEvents);
    // What changed between construction and this subscription.
    refresh();
    return () => files.unobserveDeep(onEvents);
  };
}
