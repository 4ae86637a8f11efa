import type { AccessAct } from '../roles/policy.ts';
import type { TargetFacts } from '../roles/standing.ts';

/**
 * Which acts take two people where the province wants that: reading another's mail, deleting, legal hold, the settings (this one among them), and whatever would make one
 * person two, which is to give a role, or to take over the account of somebody who has one.
 */
export function takesTwo(act: AccessAct, target: Pick<TargetFacts, 'roles'>, isConsole: boolean): boolean {
  switch (act) {
    case 'mail.open':
    case 'account.delete':
    case 'account.hold':
    case 'role.grant':
    case 'settings.change':
      return true;
    case 'password.reset':
    case 'second-factor.reset':
      return target.roles.length > 0;
    case 'app-password.make':
    case 'token.make':
      // One's own is one's own affair. At the console it is somebody else's, and whoever sees it has what it opens.
      return isConsole;
    default:
      return false;
  }
}
