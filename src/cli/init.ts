import { resolve } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '#kernel/clock.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { firstRun } from '#wiring/first-run.ts';
import { loadAuthority } from '#wiring/load-tls.ts';
import { openInstallation } from '#wiring/open-installation.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';

export function addInit(program: Command): void {
  withCommonOptions(
    program
      .command('init')
      .description('lập hệ thống cho một tỉnh thật / set up a real province: its units, an administrator, no sample people'),
  )
    .requiredOption('--province <file>', 'tệp province.yaml của tỉnh / province.yaml of the province')
    .action(init);
}

async function init(options: CommonOptions & { province: string }): Promise<void> {
  const province = resolve(options.province);
  const configured = await configOf(options);
  const config = { ...configured, province };
  const log = commandLog(config);
  await using installation = await openInstallation(config, log);
  const authority = await loadAuthority(installation.dataDir, systemClock);
  const isNew = await firstRun({ config, installation, authority, log, withPeople: false });
  if (!isNew) throw new Error(`đã có tỉnh / a province is set up already in ${installation.dataDir.root}`);
  console.log(`Đã lập / set up. Mật khẩu quản trị viên / administrator's password: ${installation.dataDir.root}/first-run.json`);
  const { fingerprint } = await loadAuditKey(installation.dataDir);
  console.log(`Khoá nhật ký kiểm toán, nên in ra giấy / the audit's key, to be kept on paper: SHA-256 ${fingerprint}`);
  if (resolve(configured.province) !== province) console.log(`Thêm vào cấu hình / put into the configuration: province: ${province}`);
}
