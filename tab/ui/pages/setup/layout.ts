/** Where the list of steps stands above the step, and columns of fields one below the other. */
export const narrow = '@media (max-width: 800px)';
