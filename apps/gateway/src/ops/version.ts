import gateway from '../../package.json' with { type: 'json' };

export const VERSION: string = gateway.version;
