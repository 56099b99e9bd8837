import { Module } from '@nestjs/common';
import { InstancesModule } from '../instances/instances.module.ts';
import { SessionAccessModule } from '../sessions/session-access.module.ts';
import { Handshake } from '../sockets/handshake.ts';
import { LIVE_SESSIONS } from './live-sessions.port.ts';
import { LiveSessionsService } from './live-sessions.service.ts';
import { LiveGateway } from './live.gateway.ts';

@Module({
  imports: [SessionAccessModule, InstancesModule],
  providers: [
    LiveGateway,
    Handshake,
    LiveSessionsService,
    { provide: LIVE_SESSIONS, useExisting: LiveSessionsService },
  ],
  exports: [LIVE_SESSIONS],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class LiveModule {}
