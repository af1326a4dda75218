import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from './byteWriter.ts';
import { ItemCut } from './itemCut.ts';
import { elementStarts, eachProperty } from './jsonScan.ts';

const plainView = { withheld: new Set<string>(), immutableIds: true, timeZone: 'UTC', userId: 'user' };

test('any object is taken apart into the same properties and values as JSON.parse finds', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1), (object, indent) => {
      const json = Buffer.from(` ${JSON.stringify(object, undefined, indent)}`);
      const found: [string, unknown][] = [];
      eachProperty(json, 0, (keyStart, keyEnd, valueStart, valueEnd) => {
        found.push([JSON.parse(`"${json.toString('utf8', keyStart, keyEnd)}"`) as string, JSON.parse(json.toString('utf8', valueStart, valueEnd))]);
      });
      expect(Object.fromEntries(found)).toEqual(JSON.parse(JSON.stringify(object)));
    }),
  );
});

test('a cut item holds the selected properties, always its id, and nothing else, however values are nested and escaped', () => {
  const names = ['id', 'from', 'subject', 'toRecipients', 'isDraft', '@odata.etag', 'body'];
  const item = fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])), { requiredKeys: ['id'] });
  fc.assert(
    fc.property(item, fc.subarray(names), fc.constantFrom(undefined, 2), (object, select, indent) => {
      const out = new ByteWriter(8);
      new ItemCut({ ...plainView, select: new Set(select) }).write(Buffer.from(JSON.stringify(object, undefined, indent)), 0, out);
      const kept = Object.entries(object).filter(([name]) => ['id', '@odata.etag', ...select].includes(name));
      expect(JSON.parse(out.finish().toString('utf8'))).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(kept))));
    }),
  );
});

test('the elements of an array are found where they begin', () => {
  const json = Buffer.from('[ {"a":"]"},\n [1,2] , "x\\"," ,4 ]');
  expect(elementStarts(json).map((start) => String.fromCharCode(json[start] ?? 0))).toEqual(['{', '[', '"', '4']);
  expect(elementStarts(Buffer.from(' [ ] '))).toEqual([]);
});
