import { describe, expect, it } from 'vitest';
import { csvText } from './save';

describe('comma-separated text', () => {
  it('quotes what needs it and nothing else', () => {
    const text = csvText(['token', 'value'], [['cat', 1], [',', -0.5], ['"', 0], ['a\nb', null], [' the', 2]]);
    expect(text).toBe('token,value\r\ncat,1\r\n",",-0.5\r\n"""",0\r\n"a\nb",\r\n" the",2\r\n');
  });

  it('keeps every digit of a number', () => {
    const value = 0.1 + 0.2;
    expect(Number(csvText(['x'], [[value]]).split('\r\n')[1])).toBe(value);
  });
});
