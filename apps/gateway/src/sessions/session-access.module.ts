import { Module } from '@nestjs/common';
import { SessionAccess } from './session-access.ts';

/** Apart from `SessionsModule`, because live sessions need it and sessions need them. */
@Module({ providers: [SessionAccess], exports: [SessionAccess] })
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class SessionAccessModule {}
