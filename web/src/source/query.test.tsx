import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { ApiError, type Request } from './api';
import { useQuery, type Answer } from './query';

const waiting = new Map<string, { land: (value: string) => void; fail: (error: Error) => void }>();
const word = signal<string | null>('cat');
let answer: Answer<string>;

function ask(key: string): Request<string> {
  return { key: `query ${key} ${Math.random()}`, send: () => new Promise((land, fail) => waiting.set(key, { land, fail })) };
}

function Asking() {
  answer = useQuery(() => (word.value === null ? null : ask(word.value)));
  return null;
}

async function open(first: string): Promise<void> {
  word.value = first;
  await act(() => render(<Asking />, document.body));
}

const settle = () => act(async () => void (await new Promise((done) => setTimeout(done, 0))));

afterEach(() => render(null, document.body));

test('an answer that comes late never overwrites the newer one', async () => {
  await open('cat');
  word.value = 'dog';
  waiting.get('dog')!.land('woof');
  await settle();
  waiting.get('cat')!.land('meow');
  await settle();
  expect(answer.value.value).toBe('woof');
});

test('the last answer stays while the next one is under way', async () => {
  await open('horse');
  waiting.get('horse')!.land('neigh');
  await settle();
  word.value = 'bird';
  expect(answer.value.value).toBe('neigh');
  expect(answer.waiting.value).toBe(true);
});

test('a refusal takes the answer away and says why', async () => {
  await open('fish');
  waiting.get('fish')!.fail(new ApiError('unknown_token', '"fish" is not in it.', { nearest: ['fisher'] }));
  await settle();
  expect(answer.value.value).toBeUndefined();
  expect(answer.error.value?.details.nearest).toEqual(['fisher']);
  expect(answer.waiting.value).toBe(false);
});

test('no question has no answer and waits for none', async () => {
  await open('mouse');
  word.value = null;
  expect(answer.waiting.value).toBe(false);
  expect(answer.value.value).toBeUndefined();
});
