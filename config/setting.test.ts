import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { editYaml } from './edit-yaml.ts';
import { exampleText } from './example-text.ts';
import { settingOf, settings } from './setting.ts';
import { sectionNames } from './told.ts';

describe('every setting', () => {
  it('is told in both languages, and stands in a section that has a name', () => {
    for (const { key, name, help, section, onServer } of settings) {
      for (const both of [name, help, sectionNames[section], ...(onServer ? [onServer] : [])]) {
        expect(both?.vi, key).toMatch(/\S/);
        expect(both?.en, key).toMatch(/\S/);
      }
      if (name.vi !== name.en) expect(help.vi, key).not.toBe(help.en);
    }
  });

  it('with choices has a name for each, or is not chosen on the web', () => {
    for (const { key, form, choices, onServer } of settings)
      if (form.is === 'choice' && onServer === undefined) expect(Object.keys(choices ?? {}).sort(), key).toEqual([...form.choices].sort());
  });

  it('that is a secret, a path, a command, or where mail or passwords go is changed at the server alone', () => {
    const closed = settings.filter(({ onServer }) => onServer !== undefined).map(({ key }) => key);
    expect(settings.filter(({ isSecret }) => isSecret).map(({ key }) => key)).toEqual([
      'database.url',
      'database.ownerUrl',
      'web.oidc.clientSecret',
      'relay.password',
    ]);
    for (const { key, isSecret } of settings)
      if (isSecret || /password$|Dir$|[uU]rl$|socket$|key$/.test(key)) expect(closed).toContain(key);
    for (const key of [
      'bind',
      'province',
      'tls.certificate',
      'smtp.lmtpFrom',
      'relay.host',
      'scan.clamd.host',
      'audit.monthsKept',
      'web.oidc.issuer',
    ])
      expect(closed).toContain(key);
  });

  it('has the form that the schema has', () => {
    expect(settingOf('web.idleMinutes')).toMatchObject({
      form: { is: 'number', minimum: 5, maximum: 1_440 },
      fallback: 30,
      section: 'web',
    });
    expect(settingOf('portal.people')?.form).toEqual({ is: 'choice', choices: ['none', 'heads', 'all'] });
    expect(settingOf('reports.halfYearEnds')?.form).toEqual({ is: 'list', of: 'text', itemsMin: 2, itemsMax: 2 });
    expect(settingOf('calendar.weekdays')?.form).toMatchObject({ is: 'list', of: 'number' });
    expect(settingOf('reports.place')).toMatchObject({ form: { is: 'text', charactersMax: 300 }, fallback: undefined });
  });
});

it('the example file is what the schema says: npx congthu config example > config/congthu.example.yaml', async () => {
  expect(await readFile('config/congthu.example.yaml', 'utf8')).toBe(exampleText());
});

describe('a YAML file that is edited', () => {
  const change = (text: string, path: string, value: unknown) => editYaml(text, [{ path: path.split('.'), value }]);

  it('is left to its author where it is not put plainly', () => {
    expect(change('web: [1', 'web.idleMinutes', 9)).toBeNull();
    expect(change('web: 7', 'web.idleMinutes', 9)).toBeNull();
    expect(change('- web', 'web.idleMinutes', 9)).toBeNull();
    expect(change('limits: &a {connectionsMax: 10}\nweb: *a', 'web.idleMinutes', 9)).toBeNull();
    expect(change('portBase: &n 9\nweb: {idleMinutes: *n}', 'web.idleMinutes', 9)).toBeNull();
  });

  it('keeps comments, order and all else', () => {
    const text = '# đầu tệp\nlog:\n  level: warn # vì đĩa nhỏ\n\n# phiên\nweb:\n  # ngắn thôi\n  idleMinutes: 15\nbind: ["0.0.0.0"]\n';
    expect(change(text, 'web.idleMinutes', 20)).toBe(text.replace('15', '20'));
    expect(change(text, 'duties.remindAt', ['10:30'])).toBe(`${text}duties:\n  remindAt: ["10:30"]\n`);
    expect(change(text, 'log.level', 'error')).toBe(text.replace('warn', 'error'));
    expect(change(text, 'log.level', null)).toContain('# phiên\nweb:\n  # ngắn thôi\n  idleMinutes: 15');
  });

  it('takes a section of which all is commented out, and a file in which nothing is', () => {
    expect(change('web:\n  #idleMinutes: 5\nlog:\n  level: info\n', 'web.idleMinutes', 20)).toMatch(
      /web:[\s\S]*idleMinutes: 20[\s\S]*level: info/,
    );
    expect(change('', 'web.idleMinutes', 20)).toMatch(/^# Cấu hình[\s\S]*\nweb:\n {2}idleMinutes: 20\n$/);
    expect(change('', 'web.idleMinutes', null)).toMatch(/^# Cấu hình/);
  });
});
