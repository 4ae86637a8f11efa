import { crc32 } from 'node:zlib';

const versionNeeded = 20;
const nameIsUtf8 = 1 << 11;

/** A ZIP archive (APPNOTE 6.3.10 §4.3) of parts as they are, not packed. */
export function storedZip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, part] of parts) {
    const nameOctets = Buffer.from(name);
    const facts = factsOf(part, nameOctets.length);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, nameOctets, part]);
    const place = Buffer.alloc(14); // no comment, first disk, no attributes; then where it stands
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), versionOf(), facts, place, nameOctets]));
    locals.push(local);
    at += local.length;
  }
  return Buffer.concat([...locals, ...directory, endOf(parts.size, Buffer.concat(directory).length, at)]);
}

function versionOf(): Buffer {
  const version = Buffer.alloc(2);
  version.writeUInt16LE(versionNeeded);
  return version;
}

/** From "version needed to extract" to "extra field length", which both headers have alike. */
function factsOf(part: Buffer, nameOctets: number): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(versionNeeded, 0);
  facts.writeUInt16LE(nameIsUtf8, 2);
  facts.writeUInt32LE(crc32(part), 10);
  facts.writeUInt32LE(part.length, 14);
  facts.writeUInt32LE(part.length, 18);
  facts.writeUInt16LE(nameOctets, 22);
  return facts;
}

function endOf(count: number, directoryOctets: number, directoryAt: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryOctets, 12);
  end.writeUInt32LE(directoryAt, 16);
  return end;
}
