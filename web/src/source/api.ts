/** Requests to the server: JSON and bundles, one flight per address, answers kept while the page lives. */
import { readBundle, type Bundle } from './bundle';

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** A refusal in the server's one error shape; `details.nearest` holds near spellings of an unknown token. */
export class ApiError extends Error {
  readonly kind: string;
  readonly details: ErrorDetails;

  constructor(kind: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.details = details;
  }
}

export interface ErrorDetails {
  token?: string;
  nearest?: string[];
  text?: string;
  position?: number;
  [key: string]: unknown;
}

/** One question to the server. `key` tells two apart: equal keys share one flight and one answer. */
export interface Request<T> {
  key: string;
  send: (signal: AbortSignal) => Promise<T>;
}

/** GET JSON: `get<Pair>('/api/tables/glove/pair', { a: 'cat', b: 'dog' })`. */
export function get<T>(path: string, query: Query = {}): Request<T> {
  const address = withQuery(path, query);
  return { key: address, send: async (signal) => (await reach(address, { signal })).json() as Promise<T> };
}

/** GET a bundle: its `meta` is the answer without arrays, `arrays` are the tensors by name. */
export function getBundle<M>(path: string, query: Query = {}): Request<Bundle<M>> {
  const address = withQuery(path, query);
  return {
    key: address,
    send: async (signal) => readBundle<M>(await (await reach(address, { signal })).arrayBuffer()),
  };
}

/** GET a file to save. */
export function getFile(path: string, query: Query = {}): Request<Blob> {
  const address = withQuery(path, query);
  return { key: `file ${address}`, send: async (signal) => (await reach(address, { signal })).blob() };
}

/** POST JSON, JSON back. */
export function post<T>(path: string, body: unknown): Request<T> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json' };
  return {
    key: `${path} ${text}`,
    send: async (signal) =>
      (await reach(path, { method: 'POST', body: text, headers, signal })).json() as Promise<T>,
  };
}

/** The path of a table's resource, with the name escaped: `tablePath('glove', 'pair')`. */
export function tablePath(table: string, resource = ''): string {
  const path = `/api/tables/${encodeURIComponent(table)}`;
  return resource ? `${path}/${resource}` : path;
}

export function withQuery(path: string, query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.append(name, String(one));
  }
  const text = pairs.toString();
  return text ? `${path}?${text}` : path;
}

async function reach(address: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('unreachable', 'The rowspace server does not answer. Start it again with “rowspace”, then reload.');
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

export async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { kind: string; message: string; details?: ErrorDetails } };
    return new ApiError(error.kind, error.message, error.details ?? {});
  } catch {
    return new ApiError('server', `The server answered ${response.status} without saying why.`);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
