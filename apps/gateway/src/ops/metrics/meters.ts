import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that `/metrics` shows. One for the process, as what Node says about itself is. */
export const registry = new Registry();

const registers = [registry];
/** Seconds: from a fast disk to where people notice to where clients give up. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * What this process counts. Whoever does the thing counts it, in batches where it is frequent; labels take few values
 * and never one that names a session or a person.
 */
export const meters = {
  sessions: new Gauge({
    name: 'pairlink_sessions',
    help: 'Sessions with somebody connected to this gateway.',
    registers,
  }),
  sockets: new Gauge({
    name: 'pairlink_sockets',
    help: 'Connected sockets.',
    labelNames: ['role', 'transport'] as const,
    registers,
  }),
  edits: new Counter({
    name: 'pairlink_edits_total',
    help: 'Edits shown to people and handed to the store.',
    registers,
  }),
  acks: new Histogram({
    name: 'pairlink_ack_seconds',
    help: 'From the first edit of a batch to its acknowledgement; one observation for each batch.',
    buckets,
    registers,
  }),
  store: new Histogram({
    name: 'pairlink_store_seconds',
    help: 'How long the store takes.',
    labelNames: ['operation', 'outcome'] as const,
    buckets,
    registers,
  }),
  refusedUpdates: new Counter({
    name: 'pairlink_updates_refused_total',
    help: 'Updates that the validator refused.',
    labelNames: ['problem'] as const,
    registers,
  }),
  resyncs: new Counter({
    name: 'pairlink_resyncs_total',
    help: 'Syncs asked for: at each join, after each reconnect and when replicas differ.',
    registers,
  }),
  reloads: new Counter({
    name: 'pairlink_document_reloads_total',
    help: 'Documents thrown away and loaded from the log again, after the store failed or an update threw.',
    registers,
  }),
  drops: new Counter({
    name: 'pairlink_queue_drops_total',
    help: 'Not sent to clients that read too slowly: presence, or the whole socket closed.',
    labelNames: ['what'] as const,
    registers,
  }),
  refusedHandshakes: new Counter({
    name: 'pairlink_handshakes_refused_total',
    help: 'Sockets that were not let in.',
    labelNames: ['problem'] as const,
    registers,
  }),
  refusedEvents: new Counter({
    name: 'pairlink_events_refused_total',
    help: 'Socket events answered with a problem.',
    labelNames: ['problem'] as const,
    registers,
  }),
  requests: new Histogram({
    name: 'pairlink_http_seconds',
    help: 'Calls of the API.',
    labelNames: ['method', 'status'] as const,
    buckets,
    registers,
  }),
};
