import { Alert, Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { type EditedLine, type LineRemark, newLine } from './edited-lines.ts';
import { columnsOf, emptyLine, type LineColumn, type LineFields, lineOf, missingColumns } from './line-fields.ts';
import { LineForm } from './line-form.tsx';
import { LineSummary } from './request-lines.tsx';
import classes from './requests.module.css';

interface Props {
  readonly lines: readonly EditedLine[];
  readonly onChange: (lines: readonly EditedLine[]) => void;
  /** The unit that asks: what a new line is most likely about. */
  readonly unitId: number | undefined;
  readonly problems: readonly LineRemark[];
  readonly remarks?: readonly LineRemark[];
  /** Whether what is missing is told already: once somebody has tried. */
  readonly isTried: boolean;
}

/** The lines of a list, one open at a time; what is wrong stands at its line and at its field. */
export function LinesEditor({ lines, onChange, unitId, problems, remarks = [], isTried }: Props) {
  const { requests: words } = useWording();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const change = (key: string, by: Partial<EditedLine>) => onChange(lines.map((line) => (line.key === key ? { ...line, ...by } : line)));
  const add = () => {
    const line = newLine({ ...emptyLine, unit: unitId === undefined ? '' : `#${unitId}` });
    onChange([...lines, line]);
    setOpenKey(line.key);
  };
  const remove = (line: EditedLine) =>
    line.number === null ? onChange(lines.filter(({ key }) => key !== line.key)) : change(line.key, { isStruck: !line.isStruck });
  return (
    <Stack gap="sm">
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noLines}
        </Text>
      )}
      <ul className={classes.list}>
        {lines.map((line, at) => (
          <EditedRow
            key={line.key}
            line={line}
            number={line.number ?? at + 1}
            isOpen={openKey === line.key && !line.isStruck}
            problems={problems.filter(({ key }) => key === line.key)}
            remarks={remarks.filter(({ key }) => key === line.key)}
            isTried={isTried}
            onToggle={() => setOpenKey(openKey === line.key ? null : line.key)}
            onRemove={() => remove(line)}
            onFields={(by) => change(line.key, { fields: { ...line.fields, ...by } })}
          />
        ))}
      </ul>
      <Group>
        <Button variant="default" onClick={add} leftSection={<IconPlus size={16} aria-hidden />}>
          {words.addLine}
        </Button>
      </Group>
    </Stack>
  );
}

interface RowProps extends Pick<Props, 'isTried' | 'problems'> {
  readonly line: EditedLine;
  readonly number: number;
  readonly isOpen: boolean;
  readonly remarks: readonly LineRemark[];
  readonly onToggle: () => void;
  readonly onRemove: () => void;
  readonly onFields: (by: Partial<LineFields>) => void;
}

function EditedRow({ line, number, isOpen, problems, remarks, isTried, onToggle, onRemove, onFields }: RowProps) {
  const { requests: words } = useWording();
  const missing = isTried && !line.isStruck ? missingColumns(line.fields) : [];
  const errorOf = (column: LineColumn): string | null =>
    missing.includes(column) ? words.missing : (problems.find((problem) => problem.column === column)?.text ?? null);
  const isAtField = ({ column }: LineRemark) => column !== null && columnsOf[line.fields.do].includes(column);
  const told = isOpen ? problems.filter((problem) => !isAtField(problem)) : problems;
  return (
    <li className={classes.row}>
      <LineSummary number={number} asked={lineOf(line.fields)} isStruck={line.isStruck} />
      <Group gap={4} wrap="nowrap">
        {!line.isStruck && (
          <Button size="compact-sm" variant="subtle" onClick={onToggle} aria-expanded={isOpen}>
            {isOpen ? words.closeLine : words.editLine}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color={line.isStruck ? 'gray' : 'red'} onClick={onRemove}>
          {line.isStruck ? words.restoreLine : words.strikeLine}
        </Button>
      </Group>
      <Stack gap="xs" style={{ gridColumn: '2 / -1' }}>
        {!isOpen && missing.length > 0 && <Wrong text={words.missing} />}
        {told.map(({ text }) => (
          <Wrong key={text} text={text} />
        ))}
        {remarks.map(({ text }) => (
          <Alert key={text} color="yellow" p="xs">
            {words.remark}: {text}
          </Alert>
        ))}
        <Collapse expanded={isOpen}>{isOpen && <LineForm fields={line.fields} onChange={onFields} errorOf={errorOf} />}</Collapse>
      </Stack>
    </li>
  );
}

function Wrong({ text }: { readonly text: string }) {
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle size={16} aria-hidden />}>
      {text}
    </Alert>
  );
}
