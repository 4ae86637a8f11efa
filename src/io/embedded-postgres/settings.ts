export type Durability = 'full' | 'off-for-tests';

export interface ServerSettings {
  readonly socketDir: string;
  readonly port: number;
  readonly maxConnections: number;
  readonly sharedBuffersMb: number;
  readonly durability: Durability;
}

/** `congthu.conf`: written at every start, so that an upgrade changes it. `ALTER SYSTEM` still overrides it. */
export function renderSettings(settings: ServerSettings): string {
  const durable = settings.durability === 'full' ? 'on' : 'off';
  const values: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: quoteListItem(settings.socketDir),
    unix_socket_permissions: '0700',
    port: settings.port,
    max_connections: settings.maxConnections,
    shared_buffers: `${settings.sharedBuffersMb}MB`,
    max_wal_size: '1GB',
    wal_compression: 'on',
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    password_encryption: 'scram-sha-256',
    random_page_cost: '1.1', // mail's indexes are in memory or on a solid-state disk: the default of 4 has small tables read whole
    jit: 'off', // our queries are short; compiling one costs more than running it
    timezone: 'UTC',
    log_timezone: 'UTC',
    idle_in_transaction_session_timeout: '60s',
    cluster_name: 'congthu',
    logging_collector: 'off', // our process owns the log file
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_min_messages: 'warning',
    // Statements and failing rows can hold addresses, verifiers and mail: they stay out of the log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${String(value).replace(/['\\]/g, '$&$&')}'`);
  return `# Written by Công Thư at every start: changes here are lost.\n${lines.join('\n')}\n`;
}

/** unix_socket_directories is a list; an item with a comma or space stands in double quotes. */
const quoteListItem = (item: string) => `"${item.replaceAll('"', '""')}"`;
