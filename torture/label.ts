/** Labels of the jobs, by which persons know what they may do. */
export const MAY_BE_CANCELLED = 'may be cancelled'
export const MUST_FINISH = 'must finish'
