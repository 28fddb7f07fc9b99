import { expect, test } from 'vitest';
import { readEvents, type ServerEvent } from './events';

/** A body that arrives in the pieces given. */
function body(...pieces: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

test('events are read in their order, whatever pieces they arrive in', async () => {
  const text = 'event: progress\ndata: {"fraction":0.5}\n\n: still here\n\nevent: done\ndata: {"result":"/api/results/1"}\n\n';
  const expected = [
    { name: 'progress', text: '{"fraction":0.5}' },
    { name: 'done', text: '{"result":"/api/results/1"}' },
  ];
  expect(await all(body(text))).toEqual(expected);
  expect(await all(body(...text))).toEqual(expected);
  expect(await all(body(text.replaceAll('\n', '\r\n')))).toEqual(expected);
});

test('lines of data belong to one event', async () => {
  expect(await all(body('data: one\ndata: two\n\n'))).toEqual([{ name: 'message', text: 'one\ntwo' }]);
});

test('an event cut off by the end of the stream is no event', async () => {
  expect(await all(body('event: done\ndata: {"res'))).toEqual([]);
});
