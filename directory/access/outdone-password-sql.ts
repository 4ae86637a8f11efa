/**
 * Of a `password` of the statement it stands in: it was given, not chosen, and since then its owner has come by the identity provider (decision 0024).
 * They need never hear of it; so it opens nothing, or whoever finds the paper it is on would, and nobody is asked to change it.
 */
export const isOutdone = `(password.must_change AND EXISTS (
      SELECT FROM oidc_link WHERE oidc_link.account_id = password.account_id AND oidc_link.used_at > password.changed_at))`;
