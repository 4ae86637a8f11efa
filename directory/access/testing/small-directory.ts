import type { DirectoryTables, PostKind, UnitEnding } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, DomainId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { Right } from '../rights.ts';
import type { GivenRole } from '../roles/role.ts';

type GrantRow = { principal: readonly ['person' | 'post' | 'head' | 'group', number]; rights: readonly Right[] };

/** A directory for the tests of this room, made row by row. Days are `YYYY-MM-DD`. */
export class SmallDirectory {
  readonly #tables;
  #made = 0;

  constructor(database: Database) {
    this.#tables = tablesOf<DirectoryTables & GroupTables>(database);
  }

  domain(name: string): Promise<DomainId> {
    return this.#insert('domain', { name });
  }

  unit(domain: DomainId, name: string, parent: UnitId | null = null): Promise<UnitId> {
    return this.#insert('unit', { parent_id: parent, domain_id: domain, kind: 'agency', name, search_key: name });
  }

  person(name: { family: string; given: string; birthDate?: string }): Promise<PersonId> {
    const display = `${name.family} ${name.given}`;
    return this.#insert('person', {
      family_name: name.family,
      middle_name: '',
      given_name: name.given,
      display_name: display,
      search_key: display,
      birth_date: name.birthDate ?? null,
    });
  }

  account(owner: { personId: PersonId } | { unitId: UnitId }): Promise<AccountId> {
    const { personId = null, unitId = null } = owner as { personId?: PersonId; unitId?: UnitId };
    return this.#insert('account', {
      kind: personId === null ? 'unit' : 'personal',
      person_id: personId,
      unit_id: unitId,
      quota_octets: 1000,
    });
  }

  async address(
    accountId: AccountId,
    domain: DomainId,
    localPart: string,
    kind: 'primary' | 'alias' | 'former',
    until?: Date,
  ): Promise<void> {
    await this.#insert('address', { account_id: accountId, domain_id: domain, local_part: localPart, kind, receives_until: until ?? null });
  }

  /** A person with a personal account at `localPart`. */
  async staff(domain: DomainId, localPart: string): Promise<{ personId: PersonId; accountId: AccountId }> {
    this.#made += 1;
    const personId = await this.person({ family: 'Nguyễn', given: `Thử ${this.#made}` });
    const accountId = await this.account({ personId });
    await this.address(accountId, domain, localPart, 'primary');
    return { personId, accountId };
  }

  /** A unit with its mailbox at `localPart`. */
  async office(domain: DomainId, localPart: string, parent: UnitId | null = null): Promise<{ unitId: UnitId; accountId: AccountId }> {
    const unitId = await this.unit(domain, localPart, parent);
    const accountId = await this.account({ unitId });
    await this.address(accountId, domain, localPart, 'primary');
    return { unitId, accountId };
  }

  async appoint(personId: PersonId, unitId: UnitId, kind: PostKind, from = '2020-01-01', to: string | null = null): Promise<PostId> {
    const postId: PostId = await this.#insert('post', { unit_id: unitId, title: kind, kind, valid_from: '2000-01-01', valid_to: null });
    await this.#insert('appointment', { post_id: postId, person_id: personId, valid_from: from, valid_to: to });
    return postId;
  }

  /** A unit that is no more, and what it became. */
  async end(unitId: UnitId, kind: UnitEnding, ...heirs: UnitId[]): Promise<void> {
    await this.#tables.updateTable('unit').set({ valid_from: '2000-01-01', valid_to: '2020-12-31' }).where('id', '=', unitId).execute();
    for (const heir of heirs)
      await this.#insertOnly('unit_lineage', { from_unit_id: unitId, to_unit_id: heir, kind, effective_on: '2021-01-01', plan_id: null });
  }

  /** A role as if given long ago. */
  assign(accountId: AccountId, role: GivenRole, unitId: UnitId | null = null, days: Partial<RoleDays> = {}): Promise<number> {
    const row = { account_id: accountId, role, unit_id: unitId, valid_from: '2020-01-01', valid_to: null, granted_by: null, ...days };
    return this.#insert('role_assignment', { ...row, revoked_by: null, revoked_at: days.revoked_at ?? null });
  }

  async group(...members: PersonId[]): Promise<number> {
    const id: number = await this.#insert('principal_group', { name: 'group', unit_id: null });
    const rows = members.map((person_id) => ({ group_id: id, person_id }));
    await this.#tables.insertInto('principal_group_member').values(rows).execute();
    return id;
  }

  async grant(target: AccountId, { principal, rights }: GrantRow, more: Partial<GrantMore> = {}): Promise<number> {
    return this.#insert('access_grant', {
      target_account_id: target,
      target_mailbox_id: null,
      principal_kind: principal[0],
      principal_id: principal[1],
      rights: [...rights],
      valid_to: null,
      granted_by: null,
      revoked_at: null,
      ...more,
    });
  }

  async mailbox(accountId: AccountId, name: string): Promise<number> {
    this.#made += 1;
    return this.#insert('mailbox', { account_id: accountId, name, uidvalidity: this.#made });
  }

  async set(accountId: AccountId, state: 'active' | 'locked' | 'closed'): Promise<void> {
    await this.#tables.updateTable('account').set({ state }).where('id', '=', accountId).execute();
  }

  async #insertOnly(table: string, row: Record<string, unknown>): Promise<void> {
    await this.#tables
      .insertInto(table as never)
      .values(row as never)
      .execute();
  }

  async #insert<Id>(table: string, row: Record<string, unknown>): Promise<Id> {
    const made = await this.#tables
      .insertInto(table as never)
      .values(row as never)
      .returning('id' as never)
      .executeTakeFirstOrThrow();
    return (made as { id: Id }).id;
  }
}

interface RoleDays {
  valid_from: string;
  valid_to: string;
  revoked_at: Date;
}

interface GrantMore {
  target_mailbox_id: number;
  valid_from: Date;
  valid_to: Date;
  revoked_at: Date;
}

interface GroupTables {
  principal_group_member: { group_id: number; person_id: PersonId };
}
