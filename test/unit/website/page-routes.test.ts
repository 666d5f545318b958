import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pathOf, roomIdIn, routeOf } from '../../../website/page-routes.ts';
import { siteLanguage } from '../../../website/site-texts.ts';

const roomIds = fc.stringMatching(/^[A-Za-z0-9]{1,64}$/);

describe('routes', () => {
  it('turn the path of a room back into its id', () => {
    fc.assert(
      fc.property(roomIds, (roomId) => {
        assert.deepEqual(routeOf(pathOf(roomId)), { page: 'room', roomId });
      }),
    );
  });

  it('ignore the dot of the sentence that a link was copied from', () => {
    assert.deepEqual(routeOf('/room/abc.'), { page: 'room', roomId: 'abc' });
    assert.equal(roomIdIn('https://rooms.example/room/abc.'), 'abc');
  });

  it('are only the landing page and the pages of rooms', () => {
    assert.deepEqual(routeOf('/'), { page: 'landing' });
    for (const path of ['/room', '/room/', '/room/a/b', '/room/a%2Fb', '/rooms/abc', '/about']) {
      assert.deepEqual(routeOf(path), { page: 'unknown' }, path);
    }
  });

  it('find the room in a link, a path or an id', () => {
    fc.assert(
      fc.property(roomIds, (roomId) => {
        const pasted = [
          roomId,
          ` https://rooms.example/room/${roomId}\n`,
          `https://rooms.example/room/${roomId}/?utm=1#x`,
          `localhost:3000/room/${roomId}`,
          `/room/${roomId}`,
        ];
        for (const text of pasted) assert.equal(roomIdIn(text), roomId, text);
      }),
    );
  });

  it('find no room in any other text', () => {
    for (const text of ['', 'https://rooms.example/', 'come and talk', '<script>', '/room/', 'ñ']) {
      assert.equal(roomIdIn(text), undefined, text);
    }
  });
});

describe('siteLanguage', () => {
  it('is the first wanted language that the site has, else English', () => {
    assert.equal(siteLanguage(['fr-FR', 'es-MX', 'en']), 'es');
    assert.equal(siteLanguage(['EN-gb']), 'en');
    assert.equal(siteLanguage(['fr']), 'en');
    assert.equal(siteLanguage([]), 'en');
  });
});
