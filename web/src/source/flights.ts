/** Requests under way and answers already had: the same question is never asked twice at once. */
import type { Request } from './api';

interface Flight {
  answer: Promise<unknown>;
  abort: AbortController;
  passengers: number;
}

/** Tables do not change while the server runs, so an answer stays true; only memory limits how many are kept. */
const KEPT_ANSWERS = 64;
const answers = new Map<string, unknown>();
const flights = new Map<string, Flight>();

export function remembered<T>(request: Request<T>): T | undefined {
  return answers.get(request.key) as T | undefined;
}

/**
 * Sends the request, or joins the one already under way. Aborting `signal` leaves the flight;
 * the request itself is given up when the last one has left.
 */
export function send<T>(request: Request<T>, signal?: AbortSignal): Promise<T> {
  const known = remembered(request);
  if (known !== undefined) return Promise.resolve(known);
  const flight = flights.get(request.key) ?? depart(request);
  flight.passengers += 1;
  return new Promise<T>((resolve, reject) => {
    signal?.addEventListener('abort', () => {
      flight.passengers -= 1;
      if (flight.passengers === 0) giveUp(request.key, flight);
      reject(new DOMException('The question changed.', 'AbortError'));
    });
    flight.answer.then((answer) => resolve(answer as T), reject);
  });
}

function depart<T>(request: Request<T>): Flight {
  const abort = new AbortController();
  const flight: Flight = { abort, passengers: 0, answer: request.send(abort.signal) };
  flights.set(request.key, flight);
  flight.answer.then(
    (answer) => {
      keep(request.key, answer);
      forget(request.key, flight);
    },
    () => forget(request.key, flight),
  );
  return flight;
}

function giveUp(key: string, flight: Flight): void {
  forget(key, flight);
  flight.abort.abort();
}

function forget(key: string, flight: Flight): void {
  if (flights.get(key) === flight) flights.delete(key);
}

function keep(key: string, answer: unknown): void {
  answers.set(key, answer);
  const oldest = answers.keys().next().value;
  if (answers.size > KEPT_ANSWERS && oldest !== undefined) answers.delete(oldest);
}
