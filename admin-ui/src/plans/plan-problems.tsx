import { Alert, Box, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { PlanPreview } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';

/** What stands in the way of a plan; nothing where nothing does. */
export function PlanProblems({ problems }: Pick<PlanPreview, 'problems'>) {
  const { language, wording } = useLanguage();
  if (problems.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={wording.events.inTheWay} role="alert">
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem.vi}>{problem[language]}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** What a plan will do, in plain words. */
export function PlanSentences({ summary }: Pick<PlanPreview, 'summary'>) {
  const { language, wording } = useLanguage();
  return (
    <Box>
      <Text fw={600} mb={4}>
        {wording.events.willHappen}
      </Text>
      <List size="sm" spacing={4}>
        {summary.map((sentence) => (
          <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
        ))}
      </List>
    </Box>
  );
}
