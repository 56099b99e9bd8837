import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreatedSession, PublicSessions, SessionHealth, SessionState } from '@pairlink/protocol';
import type { Request } from 'express';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { baseUrlOf } from '../ops/base-url.ts';
import { valueOf } from '../ops/problem-error.ts';
import { CreateSessionDto } from './dto/create-session.dto.ts';
import { DtoPipe } from './dto/dto-pipe.ts';
import { ListSessionsDto } from './dto/list-sessions.dto.ts';
import { PatchSessionDto } from './dto/patch-session.dto.ts';
import { credentialsOf } from './request-credentials.ts';
import type { Access } from './session-access.ts';
import { SessionAccess } from './session-access.ts';
import { SessionsService } from './sessions.service.ts';

/** The session calls of wire.md. Only translates: rules live in `SessionAccess` and `SessionsService`. */
@ApiTags('sessions')
@ApiBearerAuth('hostToken')
@Controller('sessions')
export class SessionsController {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(SessionAccess) private readonly access: SessionAccess,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Create a session; the host token is told only here.' })
  @ApiBody({ type: CreateSessionDto, required: false })
  async create(
    @Body(new DtoPipe(CreateSessionDto)) body: CreateSessionDto,
    @Req() request: Request,
  ): Promise<CreatedSession> {
    return valueOf(await this.sessions.create(body, baseUrlOf(request, this.config.publicUrls)));
  }

  @Get()
  @ApiOperation({ summary: 'Recently active public sessions.' })
  list(@Query(new DtoPipe(ListSessionsDto)) query: ListSessionsDto): Promise<PublicSessions> {
    return this.sessions.listPublic(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'State as plain text. A watch id works too and never reveals the session id.' })
  async read(@Req() request: Request): Promise<SessionState> {
    return this.sessions.read(await this.#admit(request), idOf(request));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change title, language or code (host, editors) and the rest (host).' })
  @ApiBody({ type: PatchSessionDto })
  async change(
    @Req() request: Request,
    @Body(new DtoPipe(PatchSessionDto)) body: PatchSessionDto,
  ): Promise<SessionState> {
    valueOf(await this.sessions.change(await this.#admit(request), body));
    return this.read(request);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Host: remove the session everywhere and tell everyone in it.' })
  async remove(@Req() request: Request): Promise<void> {
    valueOf(await this.sessions.remove(await this.#admit(request)));
  }

  @Get(':id/health')
  @ApiOperation({ summary: 'Whether the session is there.' })
  async health(@Req() request: Request): Promise<SessionHealth> {
    return this.sessions.healthOf(await this.#admit(request));
  }

  async #admit(request: Request): Promise<Access> {
    return valueOf(await this.access.authenticate(credentialsOf(request)));
  }
}

const idOf = (request: Request): string => String(request.params['id']);
