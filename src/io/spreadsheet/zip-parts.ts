import { crc32, inflateRawSync } from 'node:zlib';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type SpreadsheetFault, spreadsheetFaults } from './faults.ts';
import { spreadsheetLimits } from './limits.ts';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endOctets = 22;
const entryOctets = 46;
const localOctets = 30;
const commentOctetsMax = 0xffff;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
}

/**
 * The parts of a ZIP archive (APPNOTE 6.3.10 §4.3) that `isWanted`, unpacked; the others are not touched. What the archive says of sizes is not
 * believed: unpacking stops at the limit. Archives over 4 GB (ZIP64) and encrypted ones are no spreadsheets of ours.
 */
export function readZipParts(octets: Buffer, isWanted: (name: string) => boolean): Result<ReadonlyMap<string, Buffer>, SpreadsheetFault> {
  const entries = readDirectory(octets);
  if (entries === undefined) return refused(spreadsheetFaults.damaged);
  const parts = new Map<string, Buffer>();
  let room: number = spreadsheetLimits.inflatedOctetsMax;
  for (const entry of entries) {
    if (!isWanted(entry.name)) continue;
    if (parts.has(entry.name)) return refused(spreadsheetFaults.damaged);
    const part = unpack(octets, entry, room);
    if (!part.ok) return part;
    parts.set(entry.name, part.value);
    room -= part.value.length;
  }
  return ok(parts);
}

function readDirectory(octets: Buffer): readonly Entry[] | undefined {
  const end = endOf(octets);
  if (end === undefined) return undefined;
  const count = octets.readUInt16LE(end + 10);
  if (count > spreadsheetLimits.partsMax) return undefined;
  let at = octets.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + entryOctets > octets.length || octets.readUInt32LE(at) !== entrySignature) return undefined;
    const nameOctets = octets.readUInt16LE(at + 28);
    entries.push({
      name: octets.toString('utf8', at + entryOctets, at + entryOctets + nameOctets),
      method: octets.readUInt16LE(at + 10),
      crc: octets.readUInt32LE(at + 16),
      packed: octets.readUInt32LE(at + 20),
      unpacked: octets.readUInt32LE(at + 24),
      at: octets.readUInt32LE(at + 42),
    });
    at += entryOctets + nameOctets + octets.readUInt16LE(at + 30) + octets.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(octets: Buffer): number | undefined {
  for (let at = octets.length - endOctets; at >= Math.max(0, octets.length - endOctets - commentOctetsMax); at--)
    if (octets.readUInt32LE(at) === endSignature) return at;
  return undefined;
}

const stored = 0;
const deflated = 8;

function unpack(octets: Buffer, { method, crc, packed, unpacked, at }: Entry, room: number): Result<Buffer, SpreadsheetFault> {
  if (at + localOctets > octets.length || octets.readUInt32LE(at) !== localSignature) return refused(spreadsheetFaults.damaged);
  const start = at + localOctets + octets.readUInt16LE(at + 26) + octets.readUInt16LE(at + 28);
  if (start + packed > octets.length || (method !== stored && method !== deflated)) return refused(spreadsheetFaults.damaged);
  if (unpacked > room) return refused(spreadsheetFaults.bomb);
  const data = octets.subarray(start, start + packed);
  try {
    // One octet more than said shows that it was a lie.
    const part = method === stored ? data : inflateRawSync(data, { maxOutputLength: unpacked + 1 });
    return part.length === unpacked && crc32(part) === crc ? ok(part) : refused(spreadsheetFaults.damaged);
  } catch (error) {
    return refused((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? spreadsheetFaults.bomb : spreadsheetFaults.damaged);
  }
}
