import { Badge, Group, Text } from '@mantine/core';
import type { Certificate } from '../api/api-contract.ts';
import { momentDayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { PageLink, PersonLink, UnitLink } from '../shared/links.tsx';
import { commonName, daysLeft, isInUse, taskOf } from './certificate-text.ts';
import classes from './certificates.module.css';
import { CertificateStateBadge } from './state-badge.tsx';

interface Props {
  readonly certificates: readonly Certificate[];
  /** Left out where the page is whose they are. */
  readonly showsOwner?: boolean;
}

/** Which, whose, until when, and what is to be done by whom. */
export function CertificateList({ certificates, showsOwner = false }: Props) {
  return (
    <ul className={classes.list}>
      {certificates.map((certificate) => (
        <CertificateRow key={certificate.id} certificate={certificate} showsOwner={showsOwner} />
      ))}
    </ul>
  );
}

function CertificateRow({ certificate, showsOwner }: { readonly certificate: Certificate; readonly showsOwner: boolean }) {
  const wording = useWording();
  const { certificates: words } = wording;
  const { id, subject, serial, post, state, cause } = certificate;
  const task = taskOf(certificate, wording);
  return (
    <li className={classes.row}>
      <div>
        <PageLink to="/certificates/$certificateId" params={{ certificateId: String(id) }} fw={600}>
          {commonName(subject)}
        </PageLink>
        {showsOwner && <Owner certificate={certificate} />}
        {post !== null && (
          <Text size="sm" c="dimmed">
            {words.post}: {post}
          </Text>
        )}
        {task && (
          <Text size="sm">
            {task}
            {cause !== null && ` (${words.causes[cause]})`}
          </Text>
        )}
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {words.serial} {serial}
        </Text>
      </div>
      <Group gap="xs">
        <Ending certificate={certificate} />
        <CertificateStateBadge state={state} />
      </Group>
    </li>
  );
}

export function Owner({ certificate: { name, address, personId, unitId } }: { readonly certificate: Certificate }) {
  return (
    <Group gap="xs" className={classes.owner}>
      {personId !== null && <PersonLink id={personId}>{name}</PersonLink>}
      {unitId !== null && <UnitLink id={unitId}>{name}</UnitLink>}
      <Text size="sm" c="dimmed">
        {address}
      </Text>
    </Group>
  );
}

/** So many days before the end owners and operators are told by mail, too. */
const soonDays = 30;

function Ending({ certificate }: { readonly certificate: Certificate }) {
  const { certificates: words } = useWording();
  const left = daysLeft(certificate, Date.now());
  const isSoon = isInUse(certificate) && left <= soonDays;
  return (
    <>
      <Text size="sm" c="dimmed">
        {words.validUntil(momentDayText(certificate.notAfter))}
      </Text>
      {isSoon && (
        <Badge size="sm" variant="light" color="red">
          {left < 0 ? words.ended : words.endsIn(left)}
        </Badge>
      )}
    </>
  );
}
