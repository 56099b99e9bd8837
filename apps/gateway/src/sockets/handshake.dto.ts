import type { HandshakeAuth } from '@pairlink/protocol';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** `auth` of a handshake. How long a name may be is the operator's to set: `check-name.ts`. */
export class HandshakeDto implements HandshakeAuth {
  @IsOptional()
  @Matches(/^[0-9a-f]{32}$/i, { message: 'participantSecret must be 32 hexadecimal digits' })
  participantSecret?: string;

  @IsOptional()
  @IsString()
  @Matches(/^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*$/u, {
    message: 'name has characters that are not for names',
  })
  name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  hostToken?: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  password?: string;
}
