import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FileText, FolderPath, SessionFiles } from '@pairlink/protocol';
import type { Request } from 'express';
import { valueOf } from '../ops/problem-error.ts';
import { CreateFileDto } from './dto/create-file.dto.ts';
import { CreateFolderDto } from './dto/create-folder.dto.ts';
import { DtoPipe } from './dto/dto-pipe.ts';
import { PatchFileDto } from './dto/patch-file.dto.ts';
import { FilesService } from './files.service.ts';
import { credentialsOf } from './request-credentials.ts';
import type { Access } from './session-access.ts';
import { SessionAccess } from './session-access.ts';

/** The files of a session, as in wire.md. Only translates: rules live in `SessionAccess` and `FilesService`. */
@ApiTags('files')
@ApiBearerAuth('hostToken')
@Controller('sessions/:id')
export class FilesController {
  constructor(
    @Inject(FilesService) private readonly files: FilesService,
    @Inject(SessionAccess) private readonly access: SessionAccess,
  ) {}

  @Get('files')
  @ApiOperation({ summary: 'Every file with its text, and every folder. A watch id works too.' })
  async read(@Req() request: Request): Promise<SessionFiles> {
    return this.files.read(await this.#admit(request));
  }

  @Post('files')
  @ApiOperation({ summary: 'Create a file, with its folders.' })
  async create(
    @Req() request: Request,
    @Body(new DtoPipe(CreateFileDto)) { path, content = '' }: CreateFileDto,
  ): Promise<FileText> {
    return valueOf(await this.files.create(await this.#admit(request), { path, content }));
  }

  @Post('folders')
  @ApiOperation({ summary: 'Create a folder, with those above it.' })
  async createFolder(
    @Req() request: Request,
    @Body(new DtoPipe(CreateFolderDto)) { path }: CreateFolderDto,
  ): Promise<FolderPath> {
    return valueOf(await this.files.createFolder(await this.#admit(request), path));
  }

  @Patch('files/:fileId')
  @ApiOperation({ summary: 'Rename, move, or change the text of a file; rename or move a folder.' })
  async change(
    @Req() request: Request,
    @Param('fileId') fileId: string,
    @Body(new DtoPipe(PatchFileDto)) body: PatchFileDto,
  ): Promise<FileText | FolderPath> {
    return valueOf(await this.files.change(await this.#admit(request), fileId, body));
  }

  @Delete('files/:fileId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a file, or a folder with all that is in it.' })
  async remove(@Req() request: Request, @Param('fileId') fileId: string): Promise<void> {
    valueOf(await this.files.remove(await this.#admit(request), fileId));
  }

  @Get('export')
  @ApiOperation({ summary: 'A zip archive of all files. A watch id works too.' })
  @ApiProduces('application/zip')
  async export(@Req() request: Request): Promise<StreamableFile> {
    const access = await this.#admit(request);
    return new StreamableFile(await this.files.export(access), {
      type: 'application/zip',
      disposition: attachment(access.record.title),
    });
  }

  async #admit(request: Request): Promise<Access> {
    return valueOf(await this.access.authenticate(credentialsOf(request)));
  }
}

/** RFC 6266: an ASCII name for everybody, the whole title for those who read UTF-8. */
function attachment(title: string): string {
  const name = title.replaceAll(/[\s\\/:*?"<>|\p{C}]+/gu, ' ').trim() || 'session';
  const ascii = name.replaceAll(/[^\w .-]+/g, '_');
  return `attachment; filename="${ascii}.zip"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}.zip`;
}
