import { Inject, Injectable } from '@nestjs/common';
import {
  addFile,
  applyText,
  metaOf,
  readFiles,
  readMeta,
  seedDocument,
  textOf,
  toLf,
} from '@pairlink/collab';
import type {
  Answer,
  CreatedSession,
  LanguageId,
  PublicSessions,
  SessionHealth,
  SessionState,
} from '@pairlink/protocol';
import { accept, LANGUAGES, refuse } from '@pairlink/protocol';
import * as Y from 'yjs';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import type { LiveSessions } from '../live/live-sessions.port.ts';
import { LIVE_SESSIONS } from '../live/live-sessions.port.ts';
import type { SessionPatch, SessionStore } from '../store/session-store.ts';
import { SESSION_STORE } from '../store/session-store.ts';
import type { CreateSessionDto } from './dto/create-session.dto.ts';
import type { ListSessionsDto } from './dto/list-sessions.dto.ts';
import type { PatchSessionDto } from './dto/patch-session.dto.ts';
import { hashPassword } from './password.ts';
import { checkLanguage, checkText, checkTitle, planFacts, planSeed } from './session-content.ts';
import { expiresAt } from './expiry.ts';
import { beginSession } from './session.ts';
import type { Access } from './session-access.ts';

/** What REST does with sessions. Documents are read and edited through the live session only. */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(LIVE_SESSIONS) private readonly live: LiveSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `baseUrl` is what links begin with. */
  async create(request: CreateSessionDto, baseUrl: string): Promise<Answer<CreatedSession>> {
    const { limits, languages } = this.config;
    const planned = planFacts(request, { limits, languages });
    if (!planned.ok) return planned;
    const facts = planned.value;
    const seed = planSeed(request, facts, limits);
    if (!seed.ok) return seed;

    const passwordHash = request.password === undefined ? undefined : await hashPassword(request.password);
    const now = Date.now();
    const { record, hostToken } = beginSession(
      { ...facts, isPublic: request.isPublic ?? false, passwordHash },
      now,
    );
    // The only place where a document is made from text.
    const doc = new Y.Doc();
    seedDocument(doc, seed.value);
    const update = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    if (!(await this.store.create(record, { update, at: now }))) {
      throw new Error('A new random session id was taken: the source of randomness is broken.');
    }
    return accept({
      sessionId: record.sessionId,
      watchId: record.watchId,
      shareableLink: `${baseUrl}/s/${record.sessionId}`,
      watchLink: `${baseUrl}/w/${record.watchId}`,
      hostToken,
      title: record.title,
      language: record.language,
      isPublic: record.isPublic,
      createdAt: iso(now),
      expiresAt: iso(expiresAt(record, limits.sessionIdleHours)),
      epoch: record.epoch,
    });
  }

  /** `shownId` is the id asked with: whoever came by a watch link must not learn the session id. */
  async read({ record, role }: Access, shownId: string): Promise<SessionState> {
    const { sessionId } = record;
    const content = await this.live.withDocument(sessionId, (doc) => {
      const { title, language, entry } = readMeta(doc);
      const code = entry === undefined ? '' : (textOf(doc, entry)?.toString() ?? '');
      return { title, language, code, files: readFiles(doc) };
    });
    return {
      sessionId: shownId,
      ...content,
      activeUsers: await this.live.countPeople(sessionId),
      totalEdits: record.totalEdits,
      createdAt: iso(record.createdAt),
      lastActive: iso(record.lastActive),
      expiresAt: iso(expiresAt(record, this.config.limits.sessionIdleHours)),
      isPublic: record.isPublic,
      isLocked: record.isLocked,
      hasPassword: record.passwordHash !== undefined,
      role,
    };
  }

  async healthOf({ record }: Access): Promise<SessionHealth> {
    return {
      exists: true,
      activeUsers: await this.live.countPeople(record.sessionId),
      expiresAt: iso(expiresAt(record, this.config.limits.sessionIdleHours)),
    };
  }

  /** Title, language and code for host and editors (unless locked), the rest for the host. */
  async change(access: Access, patch: PatchSessionDto): Promise<Answer> {
    const planned = this.#planChange(access, patch);
    if (!planned.ok) return planned;
    const { sessionId } = access.record;
    const { title, language, code } = planned.value;
    if (title !== undefined || language !== undefined || code !== undefined) {
      const edited = await this.live.edit(sessionId, undefined, (doc) => {
        const meta = metaOf(doc);
        if (title !== undefined && meta.get('title') !== title) meta.set('title', title);
        if (language !== undefined && meta.get('language') !== language) meta.set('language', language);
        if (code !== undefined) writeEntry(doc, code);
      });
      if (!edited.ok) return edited;
    }
    const { password } = patch;
    const kept: SessionPatch = {
      ...(title === undefined ? {} : { title }),
      ...(language === undefined ? {} : { language }),
      ...(patch.isPublic === undefined ? {} : { isPublic: patch.isPublic }),
      ...(patch.isLocked === undefined ? {} : { isLocked: patch.isLocked }),
      ...(password === undefined
        ? {}
        : { passwordHash: password === null ? null : await hashPassword(password) }),
    };
    if (Object.keys(kept).length > 0) {
      await this.store.update(sessionId, kept);
      await this.live.recordChanged(sessionId);
    }
    return accept(null);
  }

  async remove({ record, role }: Access): Promise<Answer> {
    if (role !== 'host') return refuse('not-allowed');
    // From the store first, so that nothing more is acknowledged; then people are told.
    await this.store.remove(record.sessionId, 'deleted');
    await this.live.end(record.sessionId, 'deleted');
    return accept(null);
  }

  async listPublic({ limit, cursor }: ListSessionsDto): Promise<PublicSessions> {
    const page = await this.store.listPublic({ limit, ...(cursor === undefined ? {} : { cursor }) });
    const sessions = page.records.map(async ({ sessionId, title, language, lastActive }) => ({
      sessionId,
      title,
      language,
      activeUsers: await this.live.countPeople(sessionId),
      lastActive: iso(lastActive),
    }));
    return { sessions: await Promise.all(sessions), nextCursor: page.nextCursor };
  }

  #planChange(
    { record, role }: Access,
    patch: PatchSessionDto,
  ): Answer<{ title?: string; language?: LanguageId; code?: string }> {
    const { limits, languages } = this.config;
    const isForHost = [patch.isPublic, patch.isLocked, patch.password].some((value) => value !== undefined);
    if (role === 'viewer' || (isForHost && role !== 'host')) return refuse('not-allowed');
    const isEdit = [patch.title, patch.language, patch.code].some((value) => value !== undefined);
    if (isEdit && record.isLocked && role !== 'host') return refuse('session-locked');

    const title = patch.title === undefined ? undefined : checkTitle(patch.title, limits);
    if (title && !title.ok) return title;
    const language = patch.language === undefined ? undefined : checkLanguage(patch.language, languages);
    if (language && !language.ok) return language;
    const text = patch.code === undefined ? undefined : checkText(patch.code, limits);
    if (text && !text.ok) return text;
    return accept({
      ...(title ? { title: title.value } : {}),
      ...(language ? { language: language.value } : {}),
      ...(patch.code === undefined ? {} : { code: patch.code }),
    });
  }
}

/** A diff into the entry file, so that cursors and concurrent edits stay; a session without files gets one. */
function writeEntry(doc: Y.Doc, code: string): void {
  const { entry, language } = readMeta(doc);
  const text = entry === undefined ? undefined : textOf(doc, entry);
  if (text) applyText(text, toLf(code));
  else {
    const fileId = addFile(doc, { name: LANGUAGES[language].entry, parentId: null, content: code });
    metaOf(doc).set('entry', fileId);
  }
}

const iso = (at: number): string => new Date(at).toISOString();
