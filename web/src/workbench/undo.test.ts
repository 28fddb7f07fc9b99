import { afterEach, expect, test } from 'vitest';
import { goTo, param, search, whileDragging } from '../state/address';
import { namesMoved, Undo } from './undo';

const task = () => new Promise((done) => setTimeout(done, 0));
let stop = () => {};

afterEach(async () => {
  stop();
  goTo('/lesson/1');
  await task();
});

async function watched(): Promise<{ undo: Undo; set: (name: string, value: string, at: number) => Promise<void> }> {
  goTo('/workbench', '');
  await task();
  let now = 0;
  const undo = new Undo();
  stop = undo.watch(() => now);
  return {
    undo,
    set: async (name, value, at) => {
      now = at;
      whileDragging(() => (param(name).value = value));
      await task();
    },
  };
}

test('steps are taken back one by one, and forward again', async () => {
  const { undo, set } = await watched();
  await set('u.tab', 'a', 0);
  await set('u.chosen', '1', 5000);
  undo.undo();
  await task();
  expect(search.value).toBe('?u.tab=a');
  undo.undo();
  await task();
  expect(search.value).toBe('');
  expect([undo.canUndo.value, undo.canRedo.value]).toEqual([false, true]);
  undo.redo();
  undo.redo();
  undo.redo();
  await task();
  expect(search.value).toBe('?u.chosen=1&u.tab=a');
});

test('a gesture is one step, and a new one ends the way forward', async () => {
  const { undo, set } = await watched();
  await set('u.look', '1', 0);
  await set('u.look', '2', 100);
  await set('u.look', '3', 600);
  await set('u.look', '9', 5000);
  undo.undo();
  await task();
  expect(search.value).toBe('?u.look=3');
  await set('u.tab', 'b', 9000);
  expect(undo.canRedo.value).toBe(false);
  undo.undo();
  undo.undo();
  await task();
  expect(search.value).toBe('');
});

test('two choices in a row are two steps, however fast', async () => {
  const { undo } = await watched();
  param('u.tab').value = 'a';
  await task();
  param('u.tab').value = 'b';
  await task();
  undo.undo();
  await task();
  expect(search.value).toBe('?u.tab=a');
});

test('names that moved', () => {
  expect(namesMoved('?a=1&b=2', '?b=3&c=4')).toBe('a,b,c');
});
