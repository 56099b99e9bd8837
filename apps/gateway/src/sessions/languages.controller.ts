import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { LanguagesReply } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';

@ApiTags('languages')
@Controller('languages')
export class LanguagesController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @ApiOperation({ summary: 'What can run in the visitor’s browser, with versions and download sizes.' })
  languages(): LanguagesReply {
    return { languages: this.config.languages.map((id) => LANGUAGES[id]) };
  }
}
