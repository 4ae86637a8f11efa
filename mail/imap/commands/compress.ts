import { defineCommand } from '../command.ts';
import { type Completion, no } from '../completion.ts';

/** RFC 4978. The connection compresses all that follows the tagged OK, in both directions. */
export const compress = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    return reader.word();
  },
  run(session, mechanism): Completion {
    if (mechanism !== 'DEFLATE') return no('Mechanism is not supported', 'CANNOT');
    if (session.isCompressed) return no('Compression is active already', 'COMPRESSIONACTIVE');
    session.isCompressed = true;
    return { status: 'OK', text: 'DEFLATE active', afterwards: 'compress' };
  },
});
