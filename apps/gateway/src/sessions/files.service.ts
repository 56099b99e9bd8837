import { Inject, Injectable } from '@nestjs/common';
import {
  applyText,
  createFile,
  createFolder,
  moveNode,
  readFiles,
  readTree,
  removeNode,
  textOf,
  toLf,
} from '@pairlink/collab';
import type { Answer, FileText, FolderPath, PatchFileRequest, SessionFiles } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type * as Y from 'yjs';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import type { LiveSessions } from '../live/live-sessions.port.ts';
import { LIVE_SESSIONS } from '../live/live-sessions.port.ts';
import { ProblemError } from '../ops/problem-error.ts';
import { checkText } from './session-content.ts';
import type { Access } from './session-access.ts';
import { zipFiles } from './zip-files.ts';

/** The one refusal of these calls that HTTP says better than its code. */
class NoSuchFile extends ProblemError {
  override readonly status = 404;

  constructor() {
    super('invalid-payload', 'There is no such file.');
  }
}

/** What REST does with the files of a session: everything goes through the live document, as edits that people see. */
@Injectable()
export class FilesService {
  constructor(
    @Inject(LIVE_SESSIONS) private readonly live: LiveSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  read({ record }: Access): Promise<SessionFiles> {
    return this.live.withDocument(record.sessionId, readAll);
  }

  create(access: Access, file: { path: string; content: string }): Promise<Answer<FileText>> {
    return this.#edit(access, (doc) => {
      const created = createFile(doc, file, this.config.limits);
      return created.ok ? accept(readFile(doc, created.value)) : created;
    });
  }

  createFolder(access: Access, path: string): Promise<Answer<FolderPath>> {
    return this.#edit(access, (doc) => {
      const created = createFolder(doc, path, this.config.limits);
      return created.ok ? accept(readFolder(doc, created.value)) : created;
    });
  }

  change(access: Access, fileId: string, patch: PatchFileRequest): Promise<Answer<FileText | FolderPath>> {
    return this.#edit(access, (doc) => {
      const node = readTree(doc).find((each) => each.fileId === fileId);
      if (!node) throw new NoSuchFile();
      const text = textOf(doc, fileId);
      const { content, path } = patch;
      if (content !== undefined) {
        if (!text) return refuse('invalid-payload', 'A folder has no content.');
        const checked = checkText(content, this.config.limits);
        if (!checked.ok) return checked;
      }
      if (path !== undefined) {
        const moved = moveNode(doc, { fileId, path }, this.config.limits);
        if (!moved.ok) return moved;
      }
      if (text && content !== undefined) applyText(text, toLf(content));
      return accept(text ? readFile(doc, fileId) : readFolder(doc, fileId));
    });
  }

  /** A folder goes with all that is in it. */
  remove(access: Access, fileId: string): Promise<Answer> {
    return this.#edit(access, (doc) => {
      if (!removeNode(doc, fileId).ok) throw new NoSuchFile();
      return accept(null);
    });
  }

  /** A zip archive of all files and folders. */
  async export(access: Access): Promise<Uint8Array> {
    return zipFiles(await this.read(access), access.record.lastActive);
  }

  /** For host and editors, unless locked. Answers when it is stored. */
  async #edit<T>({ record, role }: Access, change: (doc: Y.Doc) => Answer<T>): Promise<Answer<T>> {
    if (role === 'viewer') return refuse('not-allowed');
    if (record.isLocked && role !== 'host') return refuse('session-locked');
    let answer: Answer<T> = refuse('unexpected');
    const stored = await this.live.edit(record.sessionId, undefined, (doc) => {
      answer = change(doc);
    });
    return stored.ok ? answer : stored;
  }
}

function readAll(doc: Y.Doc): SessionFiles {
  const folders = readTree(doc).filter(({ kind }) => kind === 'folder');
  return { files: readFiles(doc), folders: folders.map(({ fileId, path }) => ({ fileId, path })) };
}

const readFolder = (doc: Y.Doc, fileId: string): FolderPath => ({
  fileId,
  path: readTree(doc).find((node) => node.fileId === fileId)?.path ?? '',
});

const readFile = (doc: Y.Doc, fileId: string): FileText => ({
  ...readFolder(doc, fileId),
  content: textOf(doc, fileId)?.toString() ?? '',
});
