import { afterEach, expect, test, vi } from 'vitest';
import { get, post, tablePath, withQuery } from './api';

afterEach(() => vi.unstubAllGlobals());

const answerWith = (status: number, text: string) =>
  vi.stubGlobal('fetch', async () => new Response(text, { status }));
const sent = (request: { send: (signal: AbortSignal) => Promise<unknown> }) => request.send(new AbortController().signal);

test('a query repeats the name of a list and leaves out what is undefined', () => {
  expect(withQuery('/api/x', { token: ['a b', '#1'], k: 3, metric: undefined })).toBe('/api/x?token=a+b&token=%231&k=3');
  expect(tablePath('my table/2', 'rows')).toBe('/api/tables/my%20table%2F2/rows');
});

test('a refusal keeps kind, message and near spellings', async () => {
  answerWith(404, '{"error":{"kind":"unknown_token","message":"\\"kingg\\" is not in glove.","details":{"nearest":["king"]}}}');
  await expect(sent(get('/api/x'))).rejects.toMatchObject({ kind: 'unknown_token', details: { nearest: ['king'] } });
});

test('a refusal that is no JSON is still a sentence', async () => {
  answerWith(502, '<html>');
  await expect(sent(post('/api/x', {}))).rejects.toThrow('The server answered 502 without saying why.');
});

test('a server that is gone is named as such', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await expect(sent(get('/api/x'))).rejects.toThrow('The rowspace server does not answer.');
});
