import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.ts';
import { ExpirySweeper } from './expiry-sweeper.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';
import { LanguagesController } from './languages.controller.ts';
import { SessionAccessModule } from './session-access.module.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsService } from './sessions.service.ts';

@Module({
  imports: [SessionAccessModule, LiveModule],
  controllers: [SessionsController, FilesController, LanguagesController],
  providers: [SessionsService, FilesService, ExpirySweeper],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class SessionsModule {}
