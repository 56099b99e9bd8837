import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from './version.ts';

/** OpenAPI at /api/docs (page), /api/docs-json and /api/docs-yaml, all from our own origin. */
export function serveApiDocs(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Pairlink')
    .setDescription('Sessions to code in together. Errors are RFC 9457 problem documents with a `code`.')
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'hostToken')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    // The validator badge would be a request to a third party.
    swaggerOptions: { validatorUrl: null },
    customSiteTitle: 'Pairlink API',
  });
}
