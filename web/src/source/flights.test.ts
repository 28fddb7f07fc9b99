import { describe, expect, test, vi } from 'vitest';
import type { Request } from './api';
import { send } from './flights';

let asked = 0;

/** A request that is answered by hand. */
function request() {
  let land: (value: string) => void = () => {};
  let fail: (reason: Error) => void = () => {};
  const sent = vi.fn((signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      land = resolve;
      fail = reject;
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    }),
  );
  asked += 1;
  const made: Request<string> = { key: `request ${asked}`, send: sent };
  return { made, sent, land: (value: string) => land(value), fail: (reason: Error) => fail(reason) };
}

describe('two who ask the same', () => {
  test('share one flight and its answer', async () => {
    const { made, sent, land } = request();
    const answers = Promise.all([send(made), send(made)]);
    land('answer');
    expect(await answers).toEqual(['answer', 'answer']);
    expect(sent).toHaveBeenCalledOnce();
  });

  test('an answer had before is not asked for again', async () => {
    const { made, sent, land } = request();
    const first = send(made);
    land('answer');
    await first;
    expect(await send(made)).toBe('answer');
    expect(sent).toHaveBeenCalledOnce();
  });

  test('one leaving does not end the other’s flight', async () => {
    const { made, land, sent } = request();
    const leaving = new AbortController();
    const left = send(made, leaving.signal);
    const stays = send(made, new AbortController().signal);
    leaving.abort();
    await expect(left).rejects.toThrow('The question changed.');
    expect(sent.mock.calls[0]![0].aborted).toBe(false);
    land('answer');
    expect(await stays).toBe('answer');
  });
});

test('the request is given up when the last one has left, and can be asked anew', async () => {
  const { made, sent, land } = request();
  const leaving = new AbortController();
  const left = send(made, leaving.signal);
  leaving.abort();
  await expect(left).rejects.toThrow('The question changed.');
  expect(sent.mock.calls[0]![0].aborted).toBe(true);
  const again = send(made);
  land('answer');
  expect(await again).toBe('answer');
  expect(sent).toHaveBeenCalledTimes(2);
});

test('a failed request is not remembered', async () => {
  const { made, fail, land } = request();
  const failed = send(made);
  fail(new Error('no'));
  await expect(failed).rejects.toThrow('no');
  const again = send(made);
  land('answer');
  expect(await again).toBe('answer');
});
